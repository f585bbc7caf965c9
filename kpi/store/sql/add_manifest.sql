insert into manifest (format, built_from, row_count, row_hash, added)
values ($format, $built_from, $row_count, $row_hash, $added);
