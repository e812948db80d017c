"""Draft an agency's theme: colours that can be read, and files that say only what differs.

`colours` proposes and pairs colours, `logo` looks at the picture, `texts` writes the files' words, `draft`
puts the files together; nothing is written here.
"""
