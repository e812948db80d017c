"""Generate the files of an agency's theme, with accessible colours and only what differs from its base.

`colours` proposes colours of enough contrast, `logo` checks the image, `texts` generates the YAML,
`scaffold` assembles the files in memory; the command line writes them.
"""
