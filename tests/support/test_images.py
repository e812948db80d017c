"""Pictures that a theme brings: their kind and size, and what an SVG may not hold."""

from __future__ import annotations

import pytest

from interview_kit.support.images import PictureRefused, picture_kind, picture_size
from tests.agencies import LOGO, picture

SVG = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    ("path", "data", "size"),
    [
        ("a.png", picture("PNG", (30, 20)), (30, 20)),
        ("a.JPEG", picture("JPEG", (40, 10)), (40, 10)),
        ("a.svg", LOGO, (230, 60)),
        ("a.svg", f'<?xml version="1.0"?><svg {SVG} width="2in" height="48"/>'.encode(), (192, 48)),
        ("a.svg", f'\ufeff<svg {SVG} viewBox="0,0,3,2"><use href="#a"/></svg>'.encode(), (3, 2)),
    ],
)
def test_the_size_is_told(path: str, data: bytes, size: tuple[float, float]) -> None:
    assert picture_size(path, data) == pytest.approx(size)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>1</script>", "a picture may not hold a script"),
        ('<g onclick="a()"/>', "a picture may not hold a script"),
        ("<foreignObject/>", "a picture may not hold a page"),
        ('<image href="#a"/>', "a picture may not hold another picture"),
        ("<g><text>Hi</text></g>", "turn its letters into shapes (paths)"),
        ("<animateColor/>", "a picture may not move"),
        ('<g fill="url(https://a.example/b)"/>', "a picture may not refer to anything outside itself"),
        (
            '<a xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/motd"/>',
            "a picture may not refer to any",
        ),
        ("<style>@import 'a.css';</style>", "a picture may not refer to anything outside itself"),
        ("<style>p { fill: url(a.svg) }</style>", "a picture may not refer to anything outside itself"),
        ("<g>", "this is not SVG: "),
    ],
)
def test_what_an_svg_may_not_hold_is_refused(inside: str, reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        picture_size("a.svg", f'<svg {SVG} viewBox="0 0 1 1">{inside}</svg>'.encode())
    assert str(refused.value).startswith(reason)


OUTSIDE = "a picture may not refer to anything outside itself"


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<style>@IMPORT 'a.css';</style>", OUTSIDE),
        (r"<style>@\69mport 'a.css';</style>", OUTSIDE),
        ("<style>p { fill: URL(a.svg) }</style>", OUTSIDE),
        (r"<style>p { fill: u\72l(a.svg) }</style>", OUTSIDE),
        ("<style>p { fill: red }<g/>q { fill: URL(a.svg) }</style>", OUTSIDE),
        ("<style>@font-face { src: local('Arial') }</style>", "turn its letters into shapes (paths)"),
        ("<style>@FONT-FACE { src: url(data:font/ttf;base64,AA) }</style>", "turn its letters into shapes"),
        (r'<g style="fill: u\72l(a.svg)"/>', OUTSIDE),
        (r'<g fill="u\72l(a.svg)"/>', OUTSIDE),
        ('<g style="mask-image: image-set(&quot;a.png&quot; 1x)"/>', OUTSIDE),
        ('<g filter="url(#a) URL(a.svg#b)"/>', OUTSIDE),
        (f'<g fill="{"(" * 40}url(a.svg){")" * 40}"/>', OUTSIDE),
        (f'<g fill="{" " * 2**19}url(a.svg)"/>', OUTSIDE),
        ("<style>p { fill: red</style>", "its style: line 1: this { is not closed"),
    ],
)
def test_what_the_style_of_an_svg_may_not_hold_is_refused(inside: str, reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        picture_size("a.svg", f'<svg {SVG} viewBox="0 0 1 1">{inside}</svg>'.encode())
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    "inside",
    [
        "<style>.a { fill: url(#b); transform: rotate(3deg) } @media print { .a { fill: red } }</style>",
        '<style><![CDATA[.a{clip-path:URL("#b")}]]></style>',
        '<g style="fill:url(#b);stroke:rgb(1,2,3)" transform="translate(1,2)skewX(3)" id="logo(1)"/>',
        '<g xmlns:i="urn:i" i:label="url (a) (copy)" aria-label="Acme(TM)" class="a(b)"/>',
        "<title>Acme (since 1980)</title><path d='M0 0(z'/>",
    ],
)
def test_what_stays_inside_an_svg_is_let_through(inside: str) -> None:
    assert picture_size("a.svg", f'<svg {SVG} viewBox="0 0 1 1">{inside}</svg>'.encode()) == (1, 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "entities are not allowed; save it again as plain SVG"),
        (b"<svg/>", "this is not SVG: its outermost element is not <svg>"),
        (f"<svg {SVG}/>".encode(), "its size is unknown; give <svg> a viewBox"),
        (f'<svg {SVG} viewBox="0 0 0 1"/>'.encode(), "its size is unknown; give <svg> a viewBox"),
        (b"\x00\x00", "this is not a PNG, JPEG or SVG picture"),
    ],
)
def test_what_is_no_svg_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        picture_size("a.svg", data)
    assert str(refused.value).startswith(reason)


def test_a_picture_cut_off_is_refused_whatever_another_library_lets_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    for path, kind in (("a.png", "PNG"), ("a.jpg", "JPEG")):
        with pytest.raises(PictureRefused, match="this picture is damaged"):
            picture_size(path, picture(kind, (900, 300))[:-300])


def test_the_kind_is_that_of_the_first_bytes() -> None:
    kinds = [picture_kind(data) for data in (picture("PNG"), picture("JPEG"), picture("GIF"), LOGO, b"")]
    assert kinds == ["PNG", "JPEG", "", "SVG", ""]


def test_a_picture_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(PictureRefused) as refused:
        picture_size("a.png", picture("PNG") + bytes(8 * 1024**2))
    assert str(refused.value) == "it has more than 8 MiB"
