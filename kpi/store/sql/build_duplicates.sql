-- Deliveries that hold one vintage of a figure twice, with how many such figures.
select path, count(*) as figures
from (
    select f.path
    from read_parquet($paths, filename = 'path') as f
    join repeated as r using (indicator, area, period_kind, period_start)
    group by f.path, f.indicator, f.area, f.period_kind, f.period_start, f.published_on
    having count(*) > 1
) as twice
group by path
order by path;
