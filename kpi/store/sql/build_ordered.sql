-- Vintages that are to be put in order.
create temp table ordered as
select indicator, area, period_kind, period_start, published_on, delivery
from received($paths)
semi join repeated using (indicator, area, period_kind, period_start);
