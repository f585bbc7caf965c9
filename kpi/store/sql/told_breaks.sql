select d.id, b.indicator, b.words, b.period_kind, b.first_start, b.since_start, b.until_start
from told_break as b
inner join delivery as d on d.number = b.delivery
where d.withdrawn is null
order by b.indicator, b.first_start, d.number, b.words;
