insert into arrived (
    indicator, area, period_kind, period_start, value, numerator, denominator, quality,
    published_on, published_assumed, delivery, comment
)
select f.indicator, f.area, f.period_kind, f.period_start, f.value, f.numerator, f.denominator, f.quality,
    f.published_on, f.published_assumed, file.delivery, f.comment
from read_parquet($paths, filename = 'path') as f
join file on file.path = f.path;
