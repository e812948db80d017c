"""Serve the program as pages in the browser of this computer: one person's answers, and their kit."""
