insert into told_break (delivery, indicator, words, period_kind, first_start, since_start, until_start)
values ($delivery, $indicator, $words, $period_kind, $first_start, $since_start, $until_start);
