"""Make one person's kit in the browser: a form, the kit as it grows, and its files.

    server     binds 127.0.0.1, opens the parts below, ends when the last window is closed
    routes     the HTTP routes: each reads a POST, checks it, and answers with a page or a file
    form       the answers of the form: read from a POST or a profile's YAML, checked by the profile's reader
    pages      renders the pages of templates/app
    views      what a page is rendered with
    state      the answers on their way through the page: compressed, encrypted, bound to a page and a version
    work       the kit: its pages, why these questions, and its files, from the worker process
    downloads  the files that can be downloaded

Nothing is kept between two requests but the key of the state. A page is addressed as `/SECRET/LANGUAGE/PAGE`.
"""
