"""Read filled-in kits: the answers of each file, one table of all answers, and a summary of the class.

`pdf_answers` and `word_answers` read one file, `folder` all files of a folder, `attendance` finds who is
missing, `table` and `students` make the rows, `marks` keeps what a teacher typed, `summary` makes a document.
Returned files are untrusted input: a file that cannot be read is reported with a remedy, and the others are
still read.
"""
