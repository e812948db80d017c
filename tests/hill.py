"""Give the words of an agency that uses every form a theme's bank can take."""

from __future__ import annotations

from pathlib import Path

from interview_kit.model.bank import Bank
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank import read_bank

WORDS = """\
change:
  stance.relax:
    en: "You ask for nothing but facts. So enjoy it."
    fr: "Vous ne demandez que des faits. Profitez-en."
  why.first-hand: {fr: "**Du vrai.** Une personne du métier vous raconte son travail."}
  too-busy:
    you:
      en: "Thank you all the same. Who else could I ask?"
      fr: "Merci quand même. À qui d’autre puis-je parler?"
      fr_tu: "Merci quand même. À qui d’autre puis-je parler?"
  typical-day:
    en: "What did you do yesterday, hour by hour?"
    fr: "Qu’avez-vous fait hier, heure par heure?"
    fr_tu: "Qu’as-tu fait hier, heure par heure?"
  phrase.work: [{text: {en: "{{ target.occupation }}!", fr: "{{ target.occupation }}!"}}]
  approach.A.phone.opening:
    en: "Good day, is that {{ phrase.contact_name }}? I am {{ me.name }}."
    fr: "Bonjour, suis-je bien chez {{ phrase.contact_name }}? Je suis {{ me.name }}."
hide: [why.network, problems, approach.A.phone.answer, reflection]
items:
  - kind: text
    id: our.tip
    after: stance.relax
    role: tip
    text: {en: "Call us first, **{{ me.name }}**.", fr: "Appelez-nous d’abord, **{{ me.name }}**."}
  - {kind: answer, id: our.room, after: our.tip, lines: 2, label: {en: "Our number", fr: "Notre numéro"}}
entries:
  - {id: our.reason, into: why.reasons, text: {en: "It costs nothing.", fr: "Cela ne coûte rien."}}
lines:
  - id: our.line
    after: approach.A.phone.purpose
    who: you
    text: {en: "I have ten minutes for you.", fr: "J’ai dix minutes pour vous."}
questions:
  - id: our.bus
    text: {en: "How do people get here by bus?", fr: "Comment vient-on ici en autobus?"}
    why: {en: "Many of us have no car.", fr: "Nous sommes plusieurs sans auto."}
    minutes: 1
    slot: work
    always: true
  - id: our.winter
    text: {en: "What changes in winter?", fr: "Qu’est-ce qui change en hiver?"}
    why: {en: "Winter is long here.", fr: "L’hiver est long ici."}
    weight: 12
    when: {situation: [newcomer]}
sections:
  - id: our-room
    title: {en: "Our room", fr: "Notre salle"}
    items:
      - {kind: text, id: our-room.where, text: {en: "On the second floor.", fr: "Au deuxième étage."}}
outline:
  - {section: our-services, after: front}
  - {section: fit-grid, before: thank-you}
  - {section: our-room, after: our-services, page: shared}
"""
NUMBERS = """\
questions: {advice: {weight: {exploring: 12}}}
minutes: [{asked: 10, at_most: 3}]
"""
LABELS = """\
notes: {en: "Write it down", fr: "Notez ici"}
letterhead.contact_line: {en: "Hill Works, 204-555-0100", fr: "Hill Works, 204\\u00a0555-0100"}
"""
PAGE_EN = """\
# Our *services*

We help **{{ me.name }}** to look for a job. See [our site](https://hill.example/a_b?c=1)
or [write](mailto:hi@hill.example), or [call](tel:+12045550100).

1. First this
2. Then \\*that\\*

### Bring along

- [ ] Your kit, *all* of it
- [ ] A pen

| Day | Open | My visit |
|---|:--:|---|
| Monday | 9 \\| 4 | |
| Friday | 9 to {{ "noon" | upper }} | |
"""
PAGE_FR = """\
# Nos *services*

Nous aidons **{{ me.name }}**. Voyez [notre site](https://hill.example/fr), [écrivez](mailto:hi@hill.example)
ou [appelez](tel:+12045550100).

Nous répondons vite.

### Apportez

- [ ] Votre trousse, *toute* la trousse
- [ ] Un stylo

| Jour | Ouvert | Ma visite |
|---|:--:|---|
| Lundi | 9 \\| 16 | |
| Vendredi | de 9 h à {{ "midi" | upper }} | |
"""
FILES = {
    "words.yaml": WORDS,
    "choosing.yaml": NUMBERS,
    "labels.yaml": LABELS,
    "pages/our-services.en.md": PAGE_EN,
    "pages/our-services.fr.md": PAGE_FR,
}


def layer(name: str, files: dict[str, str]) -> Layer:
    """Return a theme that has these files in its bank."""
    return Layer(name, Path(name), {f"bank/{path}": text.encode() for path, text in files.items()})


def themed(*layers: dict[str, str]) -> Bank:
    """Return our bank as these themes say it, the most general first; by the names t1, t2 and so on."""
    return read_bank(layers=[layer(f"t{number}", files) for number, files in enumerate(layers, 1)])
