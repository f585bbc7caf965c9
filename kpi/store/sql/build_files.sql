-- Which delivery each file belongs to.
create temp table file as
select unnest($paths) as path, unnest($numbers) as delivery;
