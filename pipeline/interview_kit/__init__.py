"""Turn a person's profile into an interview kit, in four stages.

    read      stages.read       profiles, rosters, bank and themes, validated, errors with file and line
    select    stages.select     the approach, the replies to refusals, the questions: a `Selection`
    assemble  stages.assemble   the bank's texts for the selection, in the outline's order: a `Document`
    write     stages.write      the document as PDF, Word, HTML or plain text, in the looks of a `Theme`

`build` runs them for one kit or many; `tools`, `cli` and `web` are built on top of it.
"""
