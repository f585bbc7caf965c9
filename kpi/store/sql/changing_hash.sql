-- As row_hash, of the rows that change: those of new deliveries, and those of touched figures.
select count(*) as row_count, coalesce(bit_xor(hash(o)), 0)::varchar as row_hash
from observation as o
where o.delivery > $stored
    or (o.indicator, o.area, o.period_kind, o.period_start) in (
        select (indicator, area, period_kind, period_start) from touched
    );
