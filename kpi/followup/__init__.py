"""The questions that pages, reports and the command line ask; each is answered whole by one call that gives a view."""
