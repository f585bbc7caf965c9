-- Figures known on the later day that were not known, or were others, or made up, on the earlier; those first, then these.
with pair as (
    select unnest($indicators) as indicator, unnest($areas) as area
),
made_up as (
    select number from delivery where example
),
after as (
    from known_on($until)
    where published_on > $since and ($everything or (indicator, area) in (select indicator, area from pair))
),
before as (
    from known_on($since)
    where superseded_on is not null and ($everything or (indicator, area) in (select indicator, area from pair))
)
from after as a
left join before as b
    on b.indicator = a.indicator and b.area = a.area and b.period_kind = a.period_kind
    and b.period_start = a.period_start
where b.indicator is null
    or (not a.published_assumed and a.value is distinct from b.value)
    or (b.delivery in (from made_up) and a.delivery not in (from made_up))
order by a.indicator, a.area, a.period_kind, a.period_start;
