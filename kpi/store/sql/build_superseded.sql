-- The first day a later vintage of the same figure was published. Every real figure comes after the made-up ones.
create temp table superseded as
select f.indicator, f.area, f.period_kind, f.period_start, f.published_on, file.delivery,
    min(f.published_on) over (
        partition by f.indicator, f.area, f.period_kind, f.period_start
        order by d.example desc, f.published_on, file.delivery
        rows between 1 following and unbounded following
    ) as superseded_on
from read_parquet($paths, filename = 'path') as f
join repeated as r using (indicator, area, period_kind, period_start)
join file on file.path = f.path
join delivery as d on d.number = file.delivery;
