-- Every indicator of every area in the newest period that one area and some others have a value for; where there is none,
-- in the newest that as many have.
with period as (
    select indicator, period_kind, period_start, count(*) >= $fewest as enough, bool_or(area = $area) as own
    from observation
    where value is not null and counts_on($as_of, published_on, superseded_on)
    group by indicator, period_kind, period_start
),
chosen as (
    select indicator, arg_max(p.period_kind, p.period_start) as period_kind,
        coalesce(
            max(p.period_start) filter (where enough and own), max(p.period_start) filter (where enough)
        ) as period_start,
        max(p.period_start) as newest
    from period as p
    group by indicator
)
from known_on($as_of)
join chosen using (indicator, period_kind, period_start)
order by indicator, area;
