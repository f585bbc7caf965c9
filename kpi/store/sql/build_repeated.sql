-- Figures that were delivered more than once: few, so that only these are put in order of vintage.
create temp table repeated as
select indicator, area, period_kind, period_start
from read_parquet($paths)
group by indicator, area, period_kind, period_start
having count(*) > 1;
