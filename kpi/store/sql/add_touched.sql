-- Figures whose vintages come in another order when the new ones are in and the withdrawn are out.
create temp table touched as
select indicator, area, period_kind, period_start
from arrived
union
select indicator, area, period_kind, period_start
from observation
where delivery in (select unnest($withdrawn));
