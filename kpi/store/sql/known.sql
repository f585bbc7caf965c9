-- What is known now of every area of the indicators, from the day on.
select indicator, area, period_kind, period_start, plain(value), plain(numerator), plain(denominator), quality,
    published_on, published_assumed, delivery, comment
from observation
where indicator in (select unnest($indicators)) and period_start >= $since and superseded_on is null
order by indicator, area, period_kind, period_start;
