-- Indicators of every area over a stretch that ends with the period asked for, or with each one's newest; as known on the day.
from known_on($as_of)
join newest_on($as_of, $indicators) using (indicator, period_kind)
where period_start <= coalesce($last, newest) and period_start >= coalesce($last, newest) - to_months($months)
order by indicator, area, period_start;
