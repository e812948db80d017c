"""Make kits in the browser: one person's with a form, or a class's from its list.

    settings     how it runs: for the person at this computer, or for many people (web/serve)
    server       runs on 127.0.0.1 until the last window is closed (lifetime)
    application  the HTTP routes, who may use them, and what is answered where something fails
    routes       one person: reads a POST (visit), checks it, answers with a page or a file
    class_kits   a class: its list, its build, its files;  returned  what came back;  themes  previews, checks
    sitting      the addresses, `/SECRET/LANGUAGE/PAGE`, until the person has finished
    form         the answers of the form: from a POST or a profile's YAML, checked by the profile's reader
    pages        renders templates/app;  form_layout, form_fields and form_kit  lay out what it shows
    views        what a page is rendered with
    state        the answers on their way through the page: compressed, encrypted, bound to a page
    work         the kit: its pages, why these questions, and its files (downloads), from worker processes
    workers      which request has which process, and when it is refused (limits)
    promise      what is kept, where and how long, by the settings

The key of the state, the kits that were shown last and the jobs of classes are in the memory of one process.
"""
