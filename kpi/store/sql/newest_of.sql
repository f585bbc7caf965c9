-- Every indicator of every area in the newest period that one area and some others have a value for; where there is none,
-- in the newest that as many have.
with known as (
    select indicator, area, period_kind, period_start, value, numerator, denominator, quality,
        published_on, published_assumed, delivery, comment
    from observation
    where published_on <= $as_of and (superseded_on is null or superseded_on > $as_of)
),
period as (
    select indicator, period_kind, period_start, count(*) >= $fewest as enough, bool_or(area = $area) as own
    from known
    where value is not null
    group by indicator, period_kind, period_start
),
newest as (
    select indicator, arg_max(period_kind, period_start) as kind, max(period_start) as start,
        coalesce(max(period_start) filter (where enough and own), max(period_start) filter (where enough)) as chosen
    from period
    group by indicator
)
select k.indicator, k.area, k.period_kind, k.period_start, plain(k.value), plain(k.numerator), plain(k.denominator),
    k.quality, k.published_on, k.published_assumed, k.delivery, k.comment, n.start
from known as k
join newest as n on n.indicator = k.indicator and n.kind = k.period_kind and n.chosen = k.period_start
order by k.indicator, k.area;
