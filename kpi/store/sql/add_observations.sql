insert into observation by name
from arrived
order by indicator, area, period_kind, period_start, published_on, delivery;
