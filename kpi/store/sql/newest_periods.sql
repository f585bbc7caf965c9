-- The newest period of each indicator that any area has a value for, as known on the day.
select indicator, period_kind, max(period_start) as newest
from observation
where indicator in (select unnest($indicators))
    and value is not null
    and published_on <= $as_of
    and (superseded_on is null or superseded_on > $as_of)
group by indicator, period_kind
order by indicator, newest;
