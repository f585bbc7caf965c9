select delivery, text from problem order by delivery, text;
