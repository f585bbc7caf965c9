with known as (
    select o.indicator, o.area, o.period_kind, o.period_start, o.value, o.quality, o.published_on, o.published_assumed,
        o.delivery, d.example
    from observation as o
    join delivery as d on d.number = o.delivery
    where o.published_on <= $as_of and (o.superseded_on is null or o.superseded_on > $as_of)
),
revised as (
    select indicator, count(*) as figures
    from (
        select distinct k.indicator, k.area, k.period_kind, k.period_start
        from known as k
        join observation as e using (indicator, area, period_kind, period_start)
        where e.superseded_on is not null
            and (e.published_on, e.delivery) < (k.published_on, k.delivery)
            and e.value is distinct from k.value
            and not k.published_assumed
    ) as figure
    group by indicator
),
area as (
    select indicator, count(*) as areas
    from (select distinct indicator, area from known) as pair
    group by indicator
),
state as (
    select indicator, arg_max(period_kind, period_start) filter (where value is not null) as newest_kind,
        max(period_start) filter (where value is not null) as newest_start, max(published_on) as last_published,
        count(*) as figures, count(*) filter (where quality = 'skjult') as hidden,
        count(*) filter (where quality = 'mangler') as missing,
        count(*) filter (where published_assumed) as assumed, count(*) filter (where example) as examples
    from known
    group by indicator
)
select s.indicator, s.newest_kind, s.newest_start, s.last_published, a.areas, s.figures, s.hidden, s.missing,
    coalesce(r.figures, 0) as revised, s.assumed, s.examples
from state as s
join area as a on a.indicator = s.indicator
left join revised as r on r.indicator = s.indicator
order by s.indicator;
