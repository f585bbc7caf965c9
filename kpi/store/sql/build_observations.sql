insert into observation (
    indicator, area, period_kind, period_start, value, numerator, denominator, quality,
    published_on, published_assumed, delivery, comment, superseded_on
)
select f.indicator, f.area, f.period_kind, f.period_start, f.value, f.numerator, f.denominator, f.quality,
    f.published_on, f.published_assumed, file.delivery, f.comment, s.superseded_on
from read_parquet($paths, filename = 'path') as f
join file on file.path = f.path
left join superseded as s
    on s.indicator = f.indicator and s.area = f.area and s.period_kind = f.period_kind
    and s.period_start = f.period_start and s.published_on = f.published_on and s.delivery = file.delivery
order by f.indicator, f.area, f.period_kind, f.period_start, f.published_on, file.delivery;
