-- As row_hash, of the rows that change: those of new deliveries, and those of touched figures.
select count(*) as row_count,
    coalesce(bit_xor(hash(
        indicator, area, period_kind, period_start, value, numerator, denominator, quality,
        published_on, published_assumed, delivery, comment, superseded_on
    )), 0)::varchar as row_hash
from observation
where delivery > $stored
    or (indicator, area, period_kind, period_start) in (
        select (indicator, area, period_kind, period_start) from touched
    );
