-- Series that have ever had a hidden or too small figure, and wholes that their parts have nearly filled.
with asked as (select unnest($indicators) as indicator, unnest($since) as since),
known as (
    select o.indicator, o.area, o.period_kind, o.period_start, o.value, o.numerator, o.quality
    from observation as o
    join asked on asked.indicator = o.indicator and o.period_start >= asked.since
    where o.published_on <= $as_of
),
pair as (select unnest($wholes) as whole, unnest($parts) as part),
part as (
    select p.whole, k.area, k.period_kind, k.period_start, p.part, max(k.value) as most
    from pair as p
    join known as k on k.indicator = p.part
    group by all
),
filled as (
    select whole, area, period_kind, period_start, sum(most) as most
    from part
    group by whole, area, period_kind, period_start
)
select indicator, area
from known
where quality = 'skjult'
    or numerator < $limit
    or (value < $limit and indicator in (select unnest($counts)))
union
select k.indicator, k.area
from filled as f
join known as k on k.indicator = f.whole and k.area = f.area and k.period_kind = f.period_kind
    and k.period_start = f.period_start
where k.value - f.most < $limit;
