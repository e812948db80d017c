"""Make the spreadsheets that people fill in: a new roster, and a roster of the rows to be mended."""
