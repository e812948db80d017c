"""Generate JSON schemas (draft 2020-12) of the input files, for editors and other programs."""
