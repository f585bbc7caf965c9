delete from observation where delivery in (select unnest($withdrawn));
