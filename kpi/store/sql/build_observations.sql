insert into observation by name
from received($paths)
left join superseded using (indicator, area, period_kind, period_start, published_on, delivery)
order by indicator, area, period_kind, period_start, published_on, delivery;
