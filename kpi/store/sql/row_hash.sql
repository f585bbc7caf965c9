-- Reads every block of the file, so a damaged one is found here; independent of the order of rows.
select count(*) as row_count,
    coalesce(bit_xor(hash(
        indicator, area, period_kind, period_start, value, numerator, denominator, quality,
        published_on, published_assumed, delivery, comment, superseded_on
    )), 0)::varchar as row_hash
from observation;
