select built_from, row_count, row_hash from manifest;
