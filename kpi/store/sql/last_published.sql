select max(published_on) from observation where published_on <= $as_of;
