"""Make one person's kit in the browser: a form, the kit as it grows, and its files.

    server      runs on 127.0.0.1 until the last window is closed (lifetime); the HTTP routes
    routes      what each route does: reads a POST (visit), checks it, answers with a page or a file
    sitting     the addresses, `/SECRET/LANGUAGE/PAGE`, until the person has finished
    form        the answers of the form: from a POST or a profile's YAML, checked by the profile's reader
    pages       renders templates/app;  form_layout, form_fields and form_kit  lay out what it shows
    views       what a page is rendered with
    state       the answers on their way through the page: compressed, encrypted, bound to a page
    work        the kit: its pages, why these questions, and its files (downloads), from worker processes

Nothing is kept between two requests but the key of the state and the kits that were shown last.
"""
