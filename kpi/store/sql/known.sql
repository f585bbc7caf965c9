-- What is known now of every area of the indicators, from the day on.
from known_now
where indicator in (select unnest($indicators)) and period_start >= $since
order by indicator, area, period_kind, period_start;
