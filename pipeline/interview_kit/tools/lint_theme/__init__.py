"""Look a theme over: its files and words, and kits made with it.

`files` says which theme supplied each file and which nothing uses, `mistakes` finds what is wrong in looks
and words, `kits` makes kits of a few people, `sheet` puts their pages into one picture, and `bounds` ends
what takes too long.
"""
