-- One indicator of every area over a stretch of periods, as known on the day.
select indicator, area, period_kind, period_start, plain(value), plain(numerator), plain(denominator), quality,
    published_on, published_assumed, delivery, comment
from observation
where indicator = $indicator
    and period_kind = $period_kind
    and period_start between $first and $last
    and published_on <= $as_of
    and (superseded_on is null or superseded_on > $as_of)
order by period_start, area;
