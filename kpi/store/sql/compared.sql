-- Indicators of every area over a stretch that ends with the period asked for, or with each one's newest; as known on the day.
with newest as (
    select indicator, period_kind, max(period_start) as start
    from observation
    where indicator in (select unnest($indicators))
        and value is not null
        and published_on <= $as_of
        and (superseded_on is null or superseded_on > $as_of)
    group by indicator, period_kind
)
select o.indicator, o.area, o.period_kind, o.period_start, plain(o.value), plain(o.numerator), plain(o.denominator),
    o.quality, o.published_on, o.published_assumed, o.delivery, o.comment, n.start
from observation as o
join newest as n on n.indicator = o.indicator and n.period_kind = o.period_kind
where o.period_start <= coalesce($last, n.start)
    and o.period_start >= coalesce($last, n.start) - to_months($months)
    and o.published_on <= $as_of
    and (o.superseded_on is null or o.superseded_on > $as_of)
order by o.indicator, o.area, o.period_start;
