-- New deliveries that hold one vintage of a figure twice.
select distinct delivery
from arrived
group by delivery, indicator, area, period_kind, period_start, published_on
having count(*) > 1;
