select format, row_count, row_hash, added from manifest;
