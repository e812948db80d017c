"""Generate the inserts that ask for a talk: the script, the messages, and the replies to refusals."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model import document as d
from interview_kit.model.bank import BankText as BankText
from interview_kit.model.bank import InsertItem, Script, Speaker
from interview_kit.model.enums import AskBy
from interview_kit.model.selection import Conversation, RefusalChoice
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.formatting import kept_together
from interview_kit.stages.assemble.renderer import TextRenderer


def script(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the script of the chosen approach: lines of dialogue, or a message for asking in writing."""
    return _asking(context, context.said, context.conversation.approach.id, whole=True)


def spare(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the last turn of the fallback approach, or its message; () where there is none.

    The turns before are those of the script. The last line, the request for a time, is left out.
    """
    approach = context.conversation.spare
    if approach is None:
        return ()
    said = context.said
    facts = {**said.facts, "approach": approach}
    renderer = TextRenderer(said.bank, said.language, facts, said.mark)
    return _asking(context, renderer, approach, whole=False)[-1:]


def message(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the message or voicemail that `item.of` names."""
    return (_message(context.said, context.said.bank.asks[item.of]),)


def turns(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return the spoken lines that `item.of` names, as dialogue."""
    script = context.said.bank.asks[item.of]
    return tuple(_conversation(context, context.said, script, whole=True))


def ask_first(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return, for each referral who has not agreed to be named yet, a tip and the message to send them."""
    found: list[d.Block] = []
    for each in context.each:
        if "ask-first" in each.conversation.tasks:
            found.append(d.Paragraph(each.renderer.label("ask_first"), d.Role.TIP))
            found.append(_message(each.renderer, each.renderer.bank.asks["ask.first"]))
    return tuple(found)


def refusals(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return a group for each chosen refusal: the refusal and the reply."""
    return tuple(_refusal(context, choice.id) for choice in _printed(context, context.conversation))


def partner_lines(context: RenderContext, item: InsertItem) -> tuple[d.Block, ...]:
    """Return a paragraph of the chosen spoken refusals, without replies, for a friend to practise with."""
    talks = context.selection.conversations
    chosen = {choice.id: None for each in talks for choice in _printed(context, each)}
    said = [each for name in chosen if (each := context.renderer.bank.refusals[name]).spoken]
    lines = (context.said.line(refusal.them, refusal.id) for refusal in said)
    return (d.Paragraph(kept_together(d.joined(lines, d.Text(" · ")))),)


def _asking(
    context: RenderContext, renderer: TextRenderer, approach: str, *, whole: bool
) -> tuple[d.Block, ...]:
    scripts = renderer.bank.approaches[approach].scripts
    chosen = next(each for each in scripts if renderer.holds(each.when, each.id))
    if context.conversation.approach.ask_by in (AskBy.EMAIL, AskBy.MESSAGE):
        return (_message(renderer, chosen, whole=whole),)
    return tuple(_conversation(context, renderer, chosen, whole=whole))


def _printed(context: RenderContext, conversation: Conversation) -> tuple[RefusalChoice, ...]:
    """Return the chosen refusals that are printed: in the short form, the first `short.refusals`."""
    most = context.renderer.bank.choosing.short.refusals if context.selection.short else None
    return conversation.refusals[:most]


def _refusal(context: RenderContext, name: str) -> d.Group:
    refusal = context.renderer.bank.refusals[name]
    said = context.said if refusal.spoken else context.renderer
    theirs = _line(context.renderer, Speaker.THEM, said.line(refusal.them, name))
    yours = _line(context.renderer, Speaker.YOU, said.line(refusal.you, name))
    return d.Group((theirs, yours), d.Role.REFUSAL)


def _lines(renderer: TextRenderer, chosen: Script, *, whole: bool) -> Iterator[tuple[Speaker, BankText, str]]:
    """Yield speaker, text and bank id of each line; without `whole`, all but the script's last line."""
    for line in chosen.lines if whole else chosen.lines[:-1]:
        if not renderer.holds(line.when, line.id):
            continue
        if line.who is not None and line.text is not None:
            yield line.who, line.text, line.id
        else:
            yield from _lines(renderer, renderer.bank.asks[line.use], whole=True)


def _conversation(
    context: RenderContext, renderer: TextRenderer, chosen: Script, *, whole: bool
) -> Iterator[d.Line | d.Group]:
    """Yield the turns of a script; a phrase that is empty adds nothing."""
    lines = _lines(renderer, chosen, whole=whole)
    said = (
        (who, (context.renderer if who is Speaker.CUE else renderer).line(text, where))
        for who, text, where in lines
    )
    yield from _turns(context, (each for each in said if each[1]))


def _turns(context: RenderContext, said: Iterator[tuple[Speaker, d.Inlines]]) -> Iterator[d.Line | d.Group]:
    """Yield the turns; consecutive lines of one speaker, and cues between them, are one turn.

    A cue after a turn that ends in a colon leads on to another answer: it begins a group of its own.
    """
    speaker: Speaker | None = None
    turn: list[d.Inlines] = []
    for who, words in said:
        cue = (d.Cue(d.inline_text(words)),)
        leading = d.Paragraph(cue)
        if who is Speaker.CUE and speaker and leading.leads_on:
            yield _line(context.renderer, speaker, d.joined(turn, d.LineBreak()))
            yield d.Group((leading, *_turns(context, said)), d.Role.SCRIPT)
            return
        if who is not Speaker.CUE:
            if speaker not in (None, who):
                yield _line(context.renderer, speaker, d.joined(turn, d.LineBreak()))
                turn = []
            speaker = who
        turn.append(cue if who is Speaker.CUE else words)
    if speaker is not None:
        yield _line(context.renderer, speaker, d.joined(turn, d.LineBreak()))


def _line(renderer: TextRenderer, speaker: Speaker | None, words: d.Inlines) -> d.Line:
    by_user = speaker is Speaker.YOU
    return d.Line(renderer.label_text("speaker.you" if by_user else "speaker.them"), words, by_user)


def _message(renderer: TextRenderer, chosen: Script, *, whole: bool = True) -> d.Group:
    blocks: list[d.Block] = []
    if chosen.subject is not None and renderer.facts["ask_by"] == AskBy.EMAIL:
        subject = renderer.line(chosen.subject, chosen.id)
        blocks.append(d.Paragraph((*renderer.label("subject_line"), d.Text(" "), *subject), d.Role.SUBJECT))
    for _, text, where in _lines(renderer, chosen, whole=whole):
        blocks.extend(renderer.blocks(text, d.Role.MESSAGE, where))
    return d.Group(tuple(blocks), d.Role.MESSAGE)
