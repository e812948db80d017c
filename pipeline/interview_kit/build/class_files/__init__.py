"""Make what a class needs at the desk: one file to print, an archive to hand out, a sheet for the teacher.

`print_file` joins the kits of a volume into one tagged PDF, `volumes` says which kits go into which,
`archive` packs finished files with a folder for each person, `class_sheet` lists who explores what.
"""

# Laid out and drawn, a kit takes about 10 MB: a volume of 50 stays well under the 1 GiB of a worker.
KITS_IN_A_VOLUME = 50
