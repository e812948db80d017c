"""Generate e-mail drafts for a mail program: the request for a talk, the thank-you, letters to students."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from hashlib import sha256
from mimetypes import guess_type

from interview_kit.model.bank import Bank, InsertItem
from interview_kit.model.document import (
    Block,
    Group,
    ItemList,
    Paragraph,
    Role,
)
from interview_kit.model.enums import AskBy
from interview_kit.model.profile import Profile, Programme
from interview_kit.model.selection import Selection
from interview_kit.stages.assemble import blocks_of, contexts
from interview_kit.stages.assemble.inserts.asking import script
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.write.text import plain_words
from interview_kit.support.output_folder import file_stem

_THANKS = "thank-you"
_SCRIPT = InsertItem(id="draft", kind="insert", piece="script")


def drafts(selection: Selection, profile: Profile, bank: Bank) -> dict[str, bytes]:
    """Return the drafts of each talk by file name: `ask.eml` if asked for by e-mail, and `thank-you.eml`.

    Names are numbered where there are several talks. Raises BankError.
    """
    files: dict[str, bytes] = {}
    for scene in contexts(selection, profile, bank):
        renderer, conversation = scene.said, scene.conversation
        contact = conversation.talk.contact
        to = contact.email if contact else ""
        if conversation.approach.ask_by is AskBy.EMAIL:
            asked = next(_messages(script(scene, _SCRIPT)), None)
            if asked is not None:
                files[f"{scene.field_id('ask')}.eml"] = _draft(*_split(asked, renderer), to, renderer)
        if _THANKS in bank.sections:
            thanks = next(_messages(blocks_of(bank.sections[_THANKS].items, scene)), None)
            if thanks is not None:
                subject = renderer.label_text("mail.thanks")
                files[f"{scene.field_id(_THANKS)}.eml"] = _draft(subject, _body(thanks.blocks), to, renderer)
    return files


def _messages(blocks: Iterable[Block]) -> Iterator[Group]:
    for block in blocks:
        if isinstance(block, Group):
            if block.role is Role.MESSAGE:
                yield block
            else:
                yield from _messages(block.blocks)


def _split(message: Group, renderer: TextRenderer) -> tuple[str, str]:
    """Return the subject without its label, or "", and the body of a message."""
    label = f"{renderer.label_text('subject_line')} "
    for place, block in enumerate(message.blocks):
        if isinstance(block, Paragraph) and block.role is Role.SUBJECT:
            subject = plain_words(block.content).removeprefix(label)
            return subject, _body(message.blocks[:place] + message.blocks[place + 1 :])
    return "", _body(message.blocks)


def _body(blocks: Sequence[Block]) -> str:
    paragraphs: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(content=content):
                paragraphs.append(plain_words(content))
            case ItemList(items=items):
                paragraphs.append("\n".join(f"- {plain_words(item)}" for item in items))
            case _:
                pass
    return "\n\n".join(paragraphs) + "\n"


def _draft(
    subject: str, body: str, to: str, renderer: TextRenderer, attached: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a draft message (RFC 5322) without sender and date: the mail program adds them on sending.

    `attached` has files by name; what divides the parts is the same for the same draft.

    With `X-Unsent`, Outlook opens it as an unsent draft, not as a received message.
    """
    message = EmailMessage(policy=SMTP if to.isascii() else SMTPUTF8)
    message["X-Unsent"] = "1"
    if address := _address(to):
        message["To"] = address
    message["Subject"] = " ".join(subject.split())
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = renderer.bank.rules[renderer.language].tag
    for name, data in (attached or {}).items():
        kind, _slash, subtype = (guess_type(name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(data, maintype=kind, subtype=subtype, filename=name)
    if attached:
        message.set_boundary(f"kit-{sha256(repr(sorted(attached.items())).encode()).hexdigest()}")
    return message.as_bytes()


def _address(text: str) -> Address | None:
    """Return an address, or None for one that is empty or invalid: the person fills it in."""
    # Python's address parser fails on some of them, hence the other exceptions.
    with suppress(ValueError, HeaderParseError, AttributeError, IndexError):
        return Address(addr_spec=text) if text else None
    return None


def kit_draft(profile: Profile, bank: Bank, files: Mapping[str, bytes]) -> bytes | None:
    """Return the draft to a person with the files of their kit by format; None without a valid address.

    Raises BankError.
    """
    stem = file_stem(profile.name)
    attached = {f"{stem}.{ending}": data for ending, data in files.items()}
    return _to_a_student("kit", profile, bank, attached)


def reminder(profile: Profile, bank: Bank) -> bytes | None:
    """Return the draft that asks a person for their kit; None without a valid address. Raises BankError."""
    return _to_a_student("reminder", profile, bank, {})


def _to_a_student(kind: str, profile: Profile, bank: Bank, attached: Mapping[str, bytes]) -> bytes | None:
    if not _address(profile.email):
        return None
    renderer = TextRenderer(bank, profile.language, {})
    programme = profile.programme or Programme()
    lines = [
        renderer.label_text("mail.hello", who=profile.name),
        renderer.label_text(f"mail.{kind}.body"),
        *([renderer.label_text("mail.due", due=programme.due)] if programme.due else []),
        *filter(None, (programme.teacher,)),
    ]
    body = "\n\n".join(lines) + "\n"
    return _draft(renderer.label_text(f"mail.{kind}.subject"), body, profile.email, renderer, attached)
