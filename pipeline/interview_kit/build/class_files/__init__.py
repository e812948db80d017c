"""Build the files for a whole class: print volumes, a zip archive to hand out, and a sheet for the teacher.

`print_file` joins the kits of a volume into one tagged PDF, `volumes` assigns kits to volumes, `archive` zips
the finished files with a folder for each person, `class_sheet` lists who explores what.
"""

# Laying out and rendering a kit takes about 10 MB of memory: 50 stay well under the 1 GiB of a worker.
KITS_IN_A_VOLUME = 50
ARCHIVE = "_kits.zip"
