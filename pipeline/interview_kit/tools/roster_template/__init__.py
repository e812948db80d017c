"""Generate the spreadsheets that people fill in: an empty roster, and one of the rows to correct."""
