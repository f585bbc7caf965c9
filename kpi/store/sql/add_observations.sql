insert into observation (
    indicator, area, period_kind, period_start, value, numerator, denominator, quality,
    published_on, published_assumed, delivery, comment, superseded_on
)
select indicator, area, period_kind, period_start, value, numerator, denominator, quality,
    published_on, published_assumed, delivery, comment, null
from arrived
order by indicator, area, period_kind, period_start, published_on, delivery;
