"""The sandbox: templates see plain data, escape it, and call nothing."""

from __future__ import annotations

import pytest
from jinja2 import TemplateAssertionError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from interview_kit.support.i18n import use_language
from interview_kit.support.sandbox import TEMPLATE_FAULTS, make_environment, position_of_error, template_fault


def _render(source: str, **context: object) -> str:
    return make_environment({"page": source}).get_template("page").render(context)


def test_data_is_escaped_and_macros_blocks_and_loops_work() -> None:
    source = (
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}"
        "{% block a %}{% for x in names %}{{ loop.cycle('-', '+') }}{{ bold(x) }}{% endfor %}{% endblock %}"
        "{{ self.a() }}{{ names|length * 2 }}"
    )
    once = "-<b>&lt;i&gt;</b>+<b>B</b>"
    assert _render(source, names=["<i>", "B"]) == f"{once}{once}4"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ ''.__class__ }}", SecurityError),
        ("{{ word.upper() }}", SecurityError),
        ("{{ '{0.__class__}'.format(word) }}", SecurityError),
        ("{{ items.append(1) }}", SecurityError),
        ("{{ open() }}", SecurityError),
        ("{{ word * 1000000000 }}", SecurityError),
        ("{{ '%1000000000d' % 1 }}", SecurityError),
        ("{{ 9 ** 9 ** 9 }}", SecurityError),
        ("{{ 1000000000 * 1000000000 * 9 }}", SecurityError),
        ("{{ range(9) }}", UndefinedError),
        ("{{ lipsum(99) }}", UndefinedError),
        ("{{ unknown }}", UndefinedError),
        ("{{ word.unknown }}", UndefinedError),
        ("{{ word|pprint }}", TemplateAssertionError),
        ("{{ word|attr('upper') }}", TemplateAssertionError),
        ("{{ word|safe }}", TemplateSyntaxError),
        ("{% autoescape false %}{{ word }}{% endautoescape %}", TemplateSyntaxError),
        ("{% include '/etc/passwd' %}", TemplateNotFound),
    ],
)
def test_what_could_reach_out_or_grow_is_refused(source: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        _render(source, word="<word>", items=[1], open=open)


def test_more_loops_in_loops_than_python_takes_are_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        _render("{% for a in word %}" * 30 + "{% endfor %}" * 30, word="")


def test_our_own_functions_and_filters_may_be_called() -> None:
    environment = make_environment(functions={"twice": lambda n: n + n}, filters={"loud": str.upper})
    assert environment.from_string("{{ twice(2) }}{{ 'a'|loud }}").render() == "4A"


MISPLACED = [
    "a\nb\n{{ unknown }}",
    "a\nb\n{{ word|safe }}",
    "a\nb\n{{ 'a' * 9 }}",
    # What the parser, the code generator or Python itself cannot take.
    "a\nb\n{{ " + "(" * 900 + "1" + ")" * 900 + " }}",
    "a\nb\n{{ word" + "|upper" * 200 + " }}",
    "a\nb\n{{ " + "1+" * 5000 + "1 }}",
    "a\nb\n" + "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "a\nb\n{{ " + "9" * 5000 + " }}",
    "a\nb\n{{ 1e999 }}",
]


@pytest.mark.parametrize("source", MISPLACED, ids=lambda source: source[:30])
def test_an_error_is_placed_in_its_file_and_line(source: str) -> None:
    templates = {"page": "{% include 'folder/part' %}", "folder/part": source}
    with pytest.raises((UndefinedError, TemplateSyntaxError, SecurityError)) as caught:
        make_environment(templates).get_template("page").render(word="")
    assert position_of_error(caught.value, templates) == ("folder/part", 3)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{{ a( }}", "il faudrait ')', et il y a '}'"),
        ("{{ a b }}", "il faudrait '}}', et il y a 'b'"),
        ("{{ a ~ }}", "'}}' n’a pas sa place ici"),
        ("{{ a ? }}", "le signe '?' n’a pas sa place ici (position 5)"),
        ("{% if a %}", "la fin manque : un bloc ou une accolade n’est pas fermé"),
        ("{% when a %}", "il n’y a pas de balise 'when'"),
        ("{{ 1 / 0 }}", "division par zéro"),
        ("{{ 'a' + 1 }}", 'on ne peut pas joindre str et "int" en str'),
        ("{{ 1 - 'a' }}", "le signe - ne va pas avec 'int' et 'str'"),
    ],
)
def test_what_jinja_and_python_say_of_a_template_is_told_in_french(source: str, told: str) -> None:
    with use_language("fr"), pytest.raises(TEMPLATE_FAULTS) as raised:
        _render(source)
    with use_language("fr"):
        assert template_fault(str(raised.value).splitlines()[0]).replace("\u00a0", " ") == told
