-- Every indicator of every area in the newest period that one area has a value for (any area, where it has none).
with known as (
    select *
    from observation
    where published_on <= $as_of and (superseded_on is null or superseded_on > $as_of)
),
newest as (
    select indicator, arg_max(period_kind, period_start) as kind, max(period_start) as start,
        max(period_start) filter (where area = $area) as own
    from known
    where value is not null
    group by indicator
)
select k.indicator, k.area, k.period_kind, k.period_start, plain(k.value), plain(k.numerator), plain(k.denominator),
    k.quality, k.published_on, k.published_assumed, k.delivery, k.comment, n.start
from known as k
join newest as n on n.indicator = k.indicator and n.kind = k.period_kind and coalesce(n.own, n.start) = k.period_start
order by k.indicator, k.area;
