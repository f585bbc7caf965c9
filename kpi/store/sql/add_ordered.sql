-- Vintages that are to be put in order anew.
create temp table ordered as
select indicator, area, period_kind, period_start, published_on, delivery
from observation
semi join touched using (indicator, area, period_kind, period_start);
