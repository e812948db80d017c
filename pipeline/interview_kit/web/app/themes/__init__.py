"""Show the kits of themes in the app while files and profiles are edited, and check themes.

    routes      the addresses of these pages, and what each does
    room        the themes that there are, and what is kept of each that is looked at
    state       the viewers of a theme, its kits that were drawn last, and which kit is drawn next
    messages    requests and their results, and what the worker process calls: the renderer
    renderer    renders a kit in one format, with the files it came from (origins) or its errors (mistakes)
    people      finds the profiles to choose from
    checks      checks a theme in the background

It is for the person at this computer alone: themes and profiles are read from its folders.
"""
