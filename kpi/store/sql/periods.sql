-- The periods of an indicator that any area has a row for, as known on the day.
select distinct period_kind, period_start
from observation
where indicator = $indicator and published_on <= $as_of
order by period_kind, period_start;
