"""Serve pages to the browser on this computer: the theme preview."""
