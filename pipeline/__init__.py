"""Turn a person's profile into an interview kit, in four stages.

    read      pipeline.read       what people type, checked, with the line of every mistake
    select    pipeline.choose     how to open the talk, the replies to a "no", the questions: a `Selection`
    assemble  pipeline.assemble   the chosen words in the outline's order: one `Document`
    write     pipeline.writers    the document as PDF, Word, HTML and plain text, with a `Theme`

Data between the stages: `profile`, `bank`, `selection`, `document`, `theme`. `build` runs the four for
one kit, `publish` alone writes files, and `cli` alone prints and exits.
"""
