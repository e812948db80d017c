"""Read filled kits back: each file's answers, one table of all, and a summary of what a class has learned.

`pdf_answers` and `word_answers` read one file, `folder` all files of a folder, `roll` says who is missing,
`table` makes the rows, `summary` the document. A file that cannot be read is named, with what to do, and
takes nothing from the others: everything in it may be wrong, or meant to do harm.
"""
