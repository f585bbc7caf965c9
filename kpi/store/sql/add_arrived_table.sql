-- Figures of the new deliveries; empty where deliveries were only withdrawn.
create temp table arrived as
from vintage
limit 0;
