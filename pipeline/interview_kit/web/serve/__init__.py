"""Run the app for many people, behind the proxy of a school or an agency (`kit serve`).

    config      the file of settings, the keys, the folder for passing files and whether it is in memory
    server      listens, and on a signal stops in order: not ready, a while, no new requests, the end
    operations  whether it is ready and alive, and the metrics, on a port of their own
    requests    measures each request, and writes its line of the log

It is the same app as on one computer (`web.app`), with other settings.
"""
