-- Figures with another vintage than the one that arrived, or with one that is withdrawn: their order changes.
create temp table touched as
select indicator, area, period_kind, period_start
from arrived
group by indicator, area, period_kind, period_start
having count(*) > 1
union
select a.indicator, a.area, a.period_kind, a.period_start
from arrived as a
semi join observation as o using (indicator, area, period_kind, period_start)
union
select indicator, area, period_kind, period_start
from observation
where delivery in (select unnest($withdrawn));
