-- Figures known on the later day that were not known, or were others, on the earlier; those first, then these.
with pair as (
    select unnest($indicators) as indicator, unnest($areas) as area
),
after as (
    select o.indicator, o.area, o.period_kind, o.period_start, o.value, o.numerator, o.denominator, o.quality,
        o.published_on, o.published_assumed, o.delivery, o.comment
    from observation as o
    where ($everything or (o.indicator, o.area) in (select indicator, area from pair))
        and o.published_on > $since and o.published_on <= $until
        and (o.superseded_on is null or o.superseded_on > $until)
),
before as (
    select o.indicator, o.area, o.period_kind, o.period_start, o.value, o.numerator, o.denominator, o.quality,
        o.published_on, o.published_assumed, o.delivery, o.comment
    from observation as o
    where ($everything or (o.indicator, o.area) in (select indicator, area from pair))
        and o.published_on <= $since and o.superseded_on > $since
)
select a.indicator, a.area, a.period_kind, a.period_start, plain(a.value), plain(a.numerator),
    plain(a.denominator), a.quality,
    a.published_on, a.published_assumed, a.delivery, a.comment,
    b.indicator, b.area, b.period_kind, b.period_start, plain(b.value), plain(b.numerator),
    plain(b.denominator), b.quality,
    b.published_on, b.published_assumed, b.delivery, b.comment
from after as a
left join before as b using (indicator, area, period_kind, period_start)
where b.indicator is null or (not a.published_assumed and a.value is distinct from b.value)
order by a.indicator, a.area, a.period_kind, a.period_start;
