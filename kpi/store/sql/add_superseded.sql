create temp table superseded as
select o.indicator, o.area, o.period_kind, o.period_start, o.published_on, o.delivery,
    lead(o.published_on) over (
        partition by o.indicator, o.area, o.period_kind, o.period_start
        order by o.published_on, o.delivery
    ) as superseded_on
from observation as o
join touched as t using (indicator, area, period_kind, period_start);
