"""How the plain text of an article looks on a page. Everything in it is escaped (trust: S15).

an empty line         a new paragraph
- one thing           a list; "1. one thing" is a list with numbers
## heading            a heading
https://…             a link, or with words of its own: [words](https://…)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from afspraken.models import Kennisversie

_ITEM = re.compile(r"[-*] +(.+)")
_STEP = re.compile(r"\d{1,2}[.)] +(.+)")
_HEADING = re.compile(r"#{1,3} +(.+)")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,150})\]\((https://[^\s()]{1,500})\)|(https://[^\s()<>\"']{1,500})"
)
_H3 = '<h3 class="nl-heading nl-heading--level-4">{}</h3>'
_AFTER_AN_ADDRESS = ".,;:!?"


def blocks(tekst: str) -> SafeString:
    """The headings, paragraphs and lists of a text.

    >>> print(blocks("Neem mee:\\n- een <pas>"))
    <p class="nl-paragraph">Neem mee:</p>
    <ul class="opsomming"><li>een &lt;pas&gt;</li></ul>
    """
    return format_html_join("\n", "{}", ((block,) for block in _blocks(tekst)))


def answered(versie: Kennisversie) -> list[tuple[str, SafeString]]:
    """The questions of a version, each with its answer laid out."""
    return [(vraag, blocks(antwoord)) for vraag, antwoord in versie.vragen_en_antwoorden]


def _blocks(tekst: str) -> Iterator[SafeString]:
    lines = [line.strip() for line in tekst.splitlines()]
    for kind, group in groupby(lines, key=_kind):
        match kind:
            case "heading":
                yield from (format_html(_H3, line.lstrip("#").strip()) for line in group)
            case "item":
                yield format_html('<ul class="opsomming">{}</ul>', _items(group))
            case "step":
                yield format_html('<ol class="stappenlijst">{}</ol>', _items(group))
            case "text":
                rows = ((_linked(line),) for line in group)
                text = format_html_join(SafeString("<br>\n"), "{}", rows)
                yield format_html('<p class="nl-paragraph">{}</p>', text)


def _kind(line: str) -> str:
    patterns = {"heading": _HEADING, "item": _ITEM, "step": _STEP}
    found = (kind for kind, pattern in patterns.items() if pattern.fullmatch(line))
    return next(found, "text" if line else "")


def _items(lines: Iterator[str]) -> SafeString:
    texts = (match[1] for line in lines if (match := _ITEM.match(line) or _STEP.match(line)))
    return format_html_join("", "<li>{}</li>", ((_linked(text),) for text in texts))


def _linked(line: str) -> SafeString:
    """The line, escaped, with addresses of safe pages as links."""
    parts, at = [], 0
    for match in _LINK.finditer(line):
        words, address = match[1], match[2] or match[3].rstrip(_AFTER_AN_ADDRESS)
        end = match.end() if words else match.start() + len(address)
        parts += [(line[at : match.start()],), (_link(address, words or address),)]
        at = end
    return format_html_join("", "{}", [*parts, (line[at:],)])


def _link(address: str, words: str) -> SafeString:
    return format_html('<a class="nl-link" href="{}" rel="noreferrer">{}</a>', address, words)
