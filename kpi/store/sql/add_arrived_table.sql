-- Figures of the new deliveries; empty where deliveries were only withdrawn.
create temp table arrived as
select indicator, area, period_kind, period_start, value, numerator, denominator, quality,
    published_on, published_assumed, delivery, comment
from observation
limit 0;
