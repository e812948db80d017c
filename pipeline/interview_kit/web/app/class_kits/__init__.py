"""Make the kits of a class in the app: from a list, mended in the page, to the files to print and hand out.

    routes      the addresses of these pages, and what each does
    posted      reads the list and its changes from a posted form
    views       what the pages are rendered with
    fields      lays out the settings of the class
    builds      builds a class in a thread, and ends it when no page waits for it any more
    results     what the page of a finished build shows

The list travels sealed in each page, so that any copy of the app can go on; what is built is in a temporary
folder until the sitting is over, or for some minutes.
"""
