select format from manifest;
