"""Check a theme: its files, its texts, and sample kits built with it.

`files` lists which theme supplied each file and which files are unused, `mistakes` finds errors in templates,
style sheets and texts, `trial_kits` builds a few kits, each within the limits of a build, and `contact_sheet`
draws their pages as thumbnails.
"""
