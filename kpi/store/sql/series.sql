-- Every vintage, published by the day, of the series asked for.
select indicator, area, period_kind, period_start, plain(value), plain(numerator), plain(denominator), quality,
    published_on, published_assumed, delivery, comment
from observation
where indicator in (select unnest($indicators))
    and (indicator, area) in (select unnest($indicators), unnest($areas))
    and published_on <= $as_of
order by indicator, area, period_kind, period_start, published_on, delivery;
