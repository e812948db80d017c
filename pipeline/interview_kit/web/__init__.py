"""Serve pages to the browser on this computer: the app, and the theme preview."""
