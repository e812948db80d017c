"""Show kits in the browser while their theme, words and profiles are edited.

    server         starts and stops the parts below, reports saved files to the state
    app            the HTTP routes; `web.security` checks who may call them
    state          the viewers, the cache of rendered kits, and which kit is rendered next
    worker_client  starts the worker process and sends it requests (messages)
    worker_main    the worker process: renders the newest request and drops outdated ones
    renderer       renders a kit in one format, with the files it came from (origins) or its errors (mistakes)
    page_images    renders PDF pages as images;  libreoffice  converts a Word file to PDF
    people         finds the profiles to choose from

The page's HTML, CSS and JavaScript are in templates/preview.
"""
