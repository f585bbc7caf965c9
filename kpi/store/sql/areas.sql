-- One indicator of every area over a stretch of periods, as known on the day.
from known_on($as_of)
where indicator = $indicator
    and period_kind = $period_kind
    and period_start between $first and $last
order by period_start, area;
