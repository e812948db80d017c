"""Show kits in the browser while their theme, words and profiles are edited.

    server      binds 127.0.0.1, runs everything, ends everything
    app         what the browser may ask for; guard: who may ask
    session     who looks at what, what is drawn next, and what each viewer is told
    watch       tells the session what was saved
    studio      starts the process that draws, and gives it orders
    painter     that process: draws the page that is looked at first, and drops what is outdated
    kitchen     what is drawn: a kit in one format, with what supplied it (origins) or its mistakes (mistakes)
    pictures    turns the pages of a PDF into pictures;  office turns a Word file into pages

The page's words and looks are in templates/preview.
"""
