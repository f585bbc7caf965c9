-- What the queries say in common, said once. It stands in every generation, so that a query of one's own can use it too.

-- Exact text without the column's closing zeros: 402, 0.5. Python makes a Decimal of it three times as fast as DuckDB.
create macro plain(number) as rtrim(rtrim(number::varchar, '0'), '.');

-- Whether a vintage is the one that counts on the day: published by then, and not superseded by then.
create macro counts_on(day, published_on, superseded_on) as
    published_on <= day and (superseded_on is null or superseded_on > day);

-- Every vintage in the columns, and the order of them, that figures are read in; what superseded it comes last.
create view vintage as
select indicator, area, period_kind, period_start, plain(value) as value, plain(numerator) as numerator,
    plain(denominator) as denominator, quality, published_on, published_assumed, delivery, comment, superseded_on
from observation;

-- What is known on the day: of each figure the vintage that counts.
create macro known_on(day) as table
from vintage
where counts_on(day, published_on, superseded_on);

-- What is known now, also where the day of publication is still to come.
create view known_now as
from vintage
where superseded_on is null;

-- The newest period of each indicator, in each kind of period, that any area has a value for on the day.
create macro newest_on(day, indicators) as table
select indicator, period_kind, max(period_start) as newest, min(area) < max(area) as shared
from observation
where indicator in (select unnest(indicators)) and value is not null and counts_on(day, published_on, superseded_on)
group by indicator, period_kind;

-- The figures of deliveries' files, each with the number of its delivery; `file` says which file belongs to which.
create macro received(paths) as table
select f.indicator, f.area, f.period_kind, f.period_start, f.value, f.numerator, f.denominator, f.quality,
    f.published_on, f.published_assumed, file.delivery, f.comment
from read_parquet(paths, filename = 'path') as f
join file using (path);
