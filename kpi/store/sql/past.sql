-- Each series of the indicators from the day on as known now, one line each: its periods as one text, which series
-- share, and, of the areas asked for, their values. `indicators` and `kinds` belong together. Made-up figures are no past
-- that a real one is held against.
with series as (
    select indicator, area, period_kind, list_sort(list(period_start))::varchar as periods,
        list(value::double order by period_start) as value
    from observation
    where indicator in (select unnest($indicators))
        and (indicator, period_kind) in (select unnest($indicators), unnest($kinds))
        and period_start >= $since and superseded_on is null
        and delivery not in (select number from delivery where example)
    group by indicator, area, period_kind
)
select indicator, area, period_kind, periods, case when area in (select unnest($areas)) then value end
from series;
