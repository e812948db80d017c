"""Hold a class list between its file and its kits.

`class_list` is the list, which is read again after each change, `columns` what each column is taken for,
`wrong_cells` what has to be mended, `settings` what is the same for the class, and `workbook` writes the list
as `kit roster new` does.
"""
