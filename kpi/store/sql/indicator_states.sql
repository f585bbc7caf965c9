-- Of the earlier vintages, which are few, each is looked up among the figures known on the day; not the other way.
with revised as (
    select indicator, count(*) as figures
    from (
        select distinct k.indicator, k.area, k.period_kind, k.period_start
        from observation as k
        join (
            select indicator, area, period_kind, period_start, published_on, delivery, value
            from observation
            where superseded_on is not null
        ) as e using (indicator, area, period_kind, period_start)
        where counts_on($as_of, k.published_on, k.superseded_on)
            and (e.published_on, e.delivery) < (k.published_on, k.delivery)
            and e.value is distinct from k.value
            and not k.published_assumed
            and (e.delivery in (select number from delivery where example))
                = (k.delivery in (select number from delivery where example))
    ) as figure
    group by indicator
),
state as (
    select o.indicator, arg_max(o.period_kind, o.period_start) filter (where o.value is not null) as newest_kind,
        max(o.period_start) filter (where o.value is not null) as newest_start, max(o.published_on) as last_published,
        count(distinct o.area) as areas, count(*) as figures, count(*) filter (where o.quality = 'skjult') as hidden,
        count(*) filter (where o.quality = 'mangler') as missing,
        count(*) filter (where o.published_assumed) as assumed, count(*) filter (where d.example) as examples
    from observation as o
    join delivery as d on d.number = o.delivery
    where counts_on($as_of, o.published_on, o.superseded_on)
    group by o.indicator
)
select s.indicator, s.newest_kind, s.newest_start, s.last_published, s.areas, s.figures, s.hidden, s.missing,
    coalesce(r.figures, 0) as revised, s.assumed, s.examples
from state as s
left join revised as r on r.indicator = s.indicator
order by s.indicator;
