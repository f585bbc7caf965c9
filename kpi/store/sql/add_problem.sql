insert into problem (delivery, text) values ($delivery, $text);
