"""Read input files: stage 1, from bytes to validated data with the position of every key."""
