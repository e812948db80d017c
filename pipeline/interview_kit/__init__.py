"""Turn a person's profile into an interview kit, in four stages.

    read      stages.read       what people type, checked, with the line of every mistake
    select    stages.select     how to open the talk, the replies to a "no", the questions: a `Selection`
    assemble  stages.assemble   the chosen words in the outline's order: one `Document`
    write     stages.write      the document as PDF, Word, HTML and plain text, with a `Theme`

`build` runs them for one kit or many; `tools`, `cli` and `web` stand on it.
"""
