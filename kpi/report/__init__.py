"""View models as something to take along: a printable HTML file, CSV for spreadsheets, and the HTML pieces of both."""
