"""Danish words: numbers, periods, statuses, rules and whole sentences; nothing is judged and nothing is drawn here."""
