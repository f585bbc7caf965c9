insert into manifest (format, built_from, row_count, row_hash) values ($format, $built_from, $row_count, $row_hash);
