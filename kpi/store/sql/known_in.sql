-- What is known now of the areas in the pairs of indicator and period; `indicators`, `kinds` and `starts` belong together.
with wanted as (
    select unnest($indicators) as indicator, unnest($kinds) as period_kind, unnest($starts) as period_start
)
from known_now
semi join wanted using (indicator, period_kind, period_start)
where area in (select unnest($areas));
