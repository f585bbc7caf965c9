-- Every vintage, published by the day, of the series asked for.
from vintage
where indicator in (select unnest($indicators))
    and (indicator, area) in (select unnest($indicators), unnest($areas))
    and published_on <= $as_of
order by indicator, area, period_kind, period_start, published_on, delivery;
