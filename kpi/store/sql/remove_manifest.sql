delete from manifest;
