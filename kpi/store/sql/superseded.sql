-- The first day a later vintage of the same figure was published. Every real figure comes after the made-up ones.
create temp table superseded as
select o.indicator, o.area, o.period_kind, o.period_start, o.published_on, o.delivery,
    min(o.published_on) over (
        partition by o.indicator, o.area, o.period_kind, o.period_start
        order by d.example desc, o.published_on, o.delivery
        rows between 1 following and unbounded following
    ) as superseded_on
from ordered as o
join delivery as d on d.number = o.delivery;
