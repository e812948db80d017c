"""Markup that a theme may not have: it runs, fetches, leads away or hides what browsers read otherwise.

`FETCHED` stands for an address on the network, and `RUN` for a script.
"""

from __future__ import annotations

FETCHED = "http://127.0.0.1:9/fetched"
RUN = "void(document.title='RAN')"
_SCRIPT = f"<script>{RUN}</script>"
_SHAPE = (
    "<svg xmlns:xlink='http://www.w3.org/1999/xlink'>{}<rect width='9' height='9' filter='url(#f)'/></svg>"
)

# By what it is: what a template puts before the letterhead, and what is said.
HIDDEN: dict[str, str] = {
    "a comment that ends at once": f"<!-->{_SCRIPT}-->",
    "a comment that ends after a dash": f"<!--->{_SCRIPT}-->",
    "a comment with an odd beginning": f"<!--!>{_SCRIPT}-->",
    "a comment with an odd end": f"<!-- --!>{_SCRIPT}-->",
    "a bogus comment": f'<!p title="{_SCRIPT}">{_SCRIPT}',
    "a processing instruction": f"<?p ?>{_SCRIPT}<p title='?>'>",
    "an end tag with a question mark": f"</?p title='>{_SCRIPT}'>",
    "an end tag with attributes": f"</p title='>{_SCRIPT}'>",
    "character data": f"<![CDATA[>{_SCRIPT}]]>",
    "text in <textarea>": f'<textarea><p title="</textarea>{_SCRIPT}"></textarea>',
    "text in <title>": f'<title><p title="</title>{_SCRIPT}"></title>',
    "text in <noscript>": f'<noscript><p title="</noscript>{_SCRIPT}"></noscript>',
    "text in <xmp>": f'<xmp><p title="</xmp>{_SCRIPT}"></xmp>',
    "text in <noembed>": f'<noembed><p title="</noembed>{_SCRIPT}"></noembed>',
    "text in <iframe>": f'<iframe><p title="</iframe>{_SCRIPT}"></iframe>',
    "text in <style>": f'<style><p title="</style>{_SCRIPT}"></style>',
    "style in a drawing": f'<svg><style><img title="</style>{_SCRIPT}"></style></svg>',
    "style in a formula": f'<math><mtext><table><mglyph><style><!--</style><img title="-->{_SCRIPT}">',
    "HTML in a formula": f'<math><annotation-xml encoding="text/html"><style><img title="</style>{_SCRIPT}">',
    "HTML in a drawing": f"<svg><foreignObject><p>{_SCRIPT}</p></foreignObject></svg>",
    "a choice": f"<select><template><style></select><!--</style>{_SCRIPT}-->",
    "a shadow": f'<div><template shadowrootmode="open"><img src="x" onerror="{RUN}"></template></div>',
    "attributes without spaces": f'<img/src="x"/onerror="{RUN}">',
    "attributes side by side": f'<img src="x"alt=""onerror="{RUN}">',
    "a tag without an end": f'<img src="x" onerror="{RUN}" title="',
    "an escape in capitals": f'<IMG SRC="x" ONERROR="{RUN}">',
    "a name with a quote": f'<img alt"=">" src="x" onerror="{RUN}">',
}

RUNS: dict[str, str] = {
    "a script in a drawing": f"<svg><script>{RUN}</script></svg>",
    "a script as an address": f'<script src="data:text/javascript,{RUN}"></script>',
    "an event": f'<details open ontoggle="{RUN}"><summary>-</summary></details>',
    "an event of a drawing": f'<svg><animate onbegin="{RUN}" attributeName="x" dur="1s"/></svg>',
    "a frame of its own": "<iframe srcdoc=\"<script>parent.document.title='RAN'</script>\"></iframe>",
    "a link with a script": f'<a href="javascript:{RUN}">-</a>',
    "a link with a tab": f'<a href="java\tscript:{RUN}">-</a>',
    "a link with a line break": f'<a href="java\nscript:{RUN}">-</a>',
    "a link with an entity": f'<a href="java&#115;cript&colon;{RUN}">-</a>',
    "a link after a control character": f'<a href="&#1;javascript:{RUN}">-</a>',
    "a link in a drawing": f'<svg><a href="javascript:{RUN}"><text y="9">-</text></a></svg>',
    "an animated link": _SHAPE.format(
        f'<a id="a"><animate attributeName="href" values="javascript:{RUN}"/><text y="9">-</text></a>'
    ),
    "a set link": _SHAPE.format(f'<a><set attributeName="href" to="javascript:{RUN}"/><text>-</text></a>'),
    "a form": f'<form action="javascript:{RUN}"><input type="submit"></form>',
    "a button": f'<form><button formaction="javascript:{RUN}">-</button></form>',
    "a link in a formula": f'<math><mtext href="javascript:{RUN}">-</mtext></math>',
}

FETCHES: dict[str, str] = {
    "a picture": f'<img src="{FETCHED}.png" alt="">',
    "a picture in several sizes": f'<img srcset="{FETCHED}.png 1x" alt="">',
    "a picture by its old name": f'<image src="{FETCHED}.png">',
    "a picture to choose from": f'<picture><source srcset="{FETCHED}.png"><img alt=""></picture>',
    "a picture in a drawing": f'<svg><image href="{FETCHED}.png" width="9" height="9"/></svg>',
    "a picture in a filter": _SHAPE.format(f'<filter id="f"><feImage href="{FETCHED}.png"/></filter>'),
    "a part of another drawing": _SHAPE.format(f'<use href="{FETCHED}.svg#a"/>'),
    "a part of a drawing in the address": _SHAPE.format('<use href="data:image/svg+xml,%3Csvg/%3E#a"/>'),
    "a style sheet": f"<style>@import url({FETCHED}.css);</style>",
    "a style sheet of a drawing": f"<svg><style>@import url({FETCHED}.css);</style></svg>",
    "a linked style sheet": f'<link rel="stylesheet" href="{FETCHED}.css">',
    "a thing fetched before": f'<link rel="preload" as="image" href="{FETCHED}.png">',
    "a sign of the page": f'<link rel="icon" href="{FETCHED}.ico">',
    "a ground in a style": f'<p style="background:u\\72l({FETCHED}.png)">-</p>',
    "a ground in a style with an entity": f'<p style="background:u&#114;l({FETCHED}.png)">-</p>',
    "a ground after what looks like a string": f'<p style="--a:&quota;background:url({FETCHED}.png)">-</p>',
    "a ground of several sizes": f"<p style=\"background:image-set('{FETCHED}.png' 1x)\">-</p>",
    "a ground of the page": f'<body background="{FETCHED}.png">',
    "a ground of a table": f'<table background="{FETCHED}.png"><tr><td>-</td></tr></table>',
    "a button with a picture": f'<input type="image" src="{FETCHED}.png" alt="">',
    "a film's first picture": f'<video poster="{FETCHED}.png"></video>',
    "a sound": f'<audio src="{FETCHED}.mp3" autoplay></audio>',
    "a frame": f'<iframe src="{FETCHED}.html"></iframe>',
    "an object": f'<object data="{FETCHED}.svg"></object>',
    "an embedded thing": f'<embed src="{FETCHED}.svg">',
    "another place to begin": f'<base href="{FETCHED}/"><img src="a.png" alt="">',
    "a message on a click": f'<a href="#a" ping="{FETCHED}">-</a>',
    "a form that is sent": f'<form action="{FETCHED}"><input type="submit"></form>',
    "a script from elsewhere": f'<script src="{FETCHED}.js"></script>',
}

LEADS_AWAY: dict[str, str] = {
    "another page after a moment": f'<meta http-equiv="refresh" content="0;url={FETCHED}">',
    "a looser policy": '<meta http-equiv="Content-Security-Policy" content="default-src *">',
    "another encoding": '<meta charset="iso-2022-jp">',
    "a file beside the kit": '<a href="notes.html">-</a>',
    "a file of the computer": '<a href="file:///etc/passwd">-</a>',
    "a host without a scheme": '<a href="//a.example">-</a>',
    "a link attached to the PDF": '<a rel="attachment" href="https://a.example/">-</a>',
    "a page in the link": '<a href="data:text/html,-">-</a>',
    "a link that an address of a picture is": '<p href="https://a.example/">-</p>',
    "a thing of no browser": "<x-card>-</x-card>",
}

HOSTILE = HIDDEN | RUNS | FETCHES | LEADS_AWAY

ORDINARY: dict[str, str] = {
    "headings and text": '<header><h2 id="a" class="b c">-</h2><p lang="fr" dir="ltr" title="<a> &amp; b">'
    "<strong>-</strong><em>-</em> <abbr title='a'>-</abbr><br/>&lt;&nbsp;-</p><hr></header>",
    "a table": "<table class=wide><caption>-</caption><colgroup><col span=2 style='width: 40%'></colgroup>"
    '<thead><tr><th scope="col" colspan="2">-</th></tr></thead><tbody><tr><td rowspan="1">-<td>-</table>',
    "lists": '<ul><li>-<li>-</ul><ol start="3" reversed><li value="4">-</ol><dl><dt>-<dd>-</dl>',
    "a figure": '<figure role="group" aria-label="-"><img src="theme:assets/logo.svg" alt="-" width="40">'
    "<figcaption>-</figcaption></figure>",
    "a picture in the address": '<img alt="-" src="data:image/png;base64,'
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
    '">',
    "links": '<a href="https://a.example/?a=1&b=2" rel="noopener">-</a><a href="mailto:a@a.example">-</a>'
    '<a href="tel:+1-555-0100">-</a><a href="#front">-</a><A HREF="HTTP://a.example">-</A>',
    "a section": '<section id="s" class="t" aria-labelledby="a" data-kind="u">'
    "<article><p>-</article></section>",
    "a comment": "<!-- the head of our paper - and more -->",
    "a condition in a tag": '<p{% if fillable %} class="a"{% else %} id="b"{% endif %}>-</p>',
    "a name that is worked out": '{% for n in [2, 3] %}<h{{ n }} class="a{{ n }}">-</h{{ n }}>{% endfor %}',
    "attributes that are worked out": '<p title="{{ document.title }}" style="width: {{ 40 }}%;'
    'margin:{{ 1 }}mm">-</p>',
}
