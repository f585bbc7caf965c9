-- What is known now of the areas in the pairs of indicator and period; `indicators`, `kinds` and `starts` belong together.
with wanted as (
    select unnest($indicators) as indicator, unnest($kinds) as period_kind, unnest($starts) as period_start
)
select o.indicator, o.area, o.period_kind, o.period_start, plain(o.value), plain(o.numerator), plain(o.denominator),
    o.quality, o.published_on, o.published_assumed, o.delivery, o.comment
from observation as o
join wanted using (indicator, period_kind, period_start)
where o.area in (select unnest($areas)) and o.superseded_on is null;
