create temp table superseded as
select f.indicator, f.area, f.period_kind, f.period_start, f.published_on, file.delivery,
    lead(f.published_on) over (
        partition by f.indicator, f.area, f.period_kind, f.period_start
        order by f.published_on, file.delivery
    ) as superseded_on
from read_parquet($paths, filename = 'path') as f
join repeated as r using (indicator, area, period_kind, period_start)
join file on file.path = f.path;
