"""Show in the app what came back from a class: who has handed in, the answers, and room for marks.

    routes      the addresses of these pages, and what each does
    posted      takes the files, the list and the table of a posted form, and the marks
    rounds      keeps what came back in a folder, and collects it there as `kit collect` does
    views       what the page of a finished round shows

Files and marks are in a temporary folder until the sitting is over. The table is what is kept: it is
downloaded, and chosen again when more comes back.
"""
