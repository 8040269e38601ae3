"""How a message looks as HTML: the plain text that a template gave, laid out for a mail program.

Everything is escaped. Only addresses that the system itself put in the text become a link, given in
`links`: what a customer typed never does (trust: S15). Not for deciding what a message says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from notificaties.teksten.weergave import Weergave

_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BULLET = "- "
_LONGEST_LABEL = 50  # of a button; a longer text stays text, with the address as a link


def html_mail(weergave: Weergave) -> str:
    """The message as a whole HTML page for a mail program, in the language of its reader.

    No picture, script or style is fetched from anywhere, so opening it tells nobody anything.
    """
    with override(weergave.taal):
        context = {
            "titel": weergave.titel,
            "taal": weergave.taal,
            "inhoud": blocks(weergave.tekst, weergave.links),
            "gemeente": settings.GEMEENTE,
        }
        return render_to_string("berichten/email.html", context)


def blocks(tekst: str, links: Sequence[str] = ()) -> SafeString:
    """The paragraphs, lists and buttons of a text.

    >>> print(blocks("Beste Zoë,\\n\\nMee:\\n- <pas>"))
    <p>Beste Zoë,</p>
    <p>Mee:</p>
    <ul><li>&lt;pas&gt;</li></ul>
    """
    ours = _pattern(links)
    paragraphs = _BETWEEN_PARAGRAPHS.split(tekst.strip())
    found = (block for paragraph in paragraphs for block in _paragraph(paragraph, ours))
    return format_html_join("\n", "{}", ((block,) for block in found))


def linked(tekst: str, links: Sequence[str]) -> SafeString:
    """A text as it is, escaped, with our own addresses as links."""
    return _linked(tekst, _pattern(links))


def _pattern(links: Sequence[str]) -> re.Pattern[str]:
    """What finds our own addresses, the longest first; without addresses it finds nothing."""
    longest_first = sorted(filter(None, links), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def _paragraph(paragraph: str, ours: re.Pattern[str]) -> Iterator[SafeString]:
    """A paragraph, in which a list or a button may stand."""
    lines = [line.strip() for line in _with_labels(paragraph, ours).split("\n")]
    for kind, group in groupby(lines, key=lambda line: _kind(line, ours)):
        if kind == "item":
            items = ((_linked(line.removeprefix(_BULLET), ours),) for line in group)
            yield format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
        elif kind == "knop":
            for line in group:
                yield _button(line)
        else:
            rows = ((_linked(line, ours),) for line in group)
            yield format_html("<p>{}</p>", format_html_join(SafeString("<br>\n"), "{}", rows))


def _with_labels(paragraph: str, ours: re.Pattern[str]) -> str:
    """Each of our addresses that has a line of its own, brought to the line "label:" above it."""
    return re.sub(rf":[ \t]*\n[ \t]*(?=(?:{ours.pattern})[ \t]*$)", ": ", paragraph, flags=re.M)


def _kind(line: str, ours: re.Pattern[str]) -> str:
    """An item of a list, a short label with only our address behind it, or plain text."""
    if line.startswith(_BULLET):
        return "item"
    label, _colon, address = line.rpartition(": ")
    is_button = 0 < len(label) <= _LONGEST_LABEL and ours.fullmatch(address)
    return "knop" if is_button else "tekst"


def _button(line: str) -> SafeString:
    label, _colon, address = line.rpartition(": ")
    html = '<p class="knopregel"><a class="knop" href="{}">{}</a></p>'
    return format_html(html, address, label)


def _linked(line: str, ours: re.Pattern[str]) -> SafeString:
    """The line, escaped, with our own addresses as links."""
    texts, addresses = ours.split(line), [*ours.findall(line), ""]
    rows = (
        (text, format_html('<a href="{0}">{0}</a>', address) if address else "")
        for text, address in zip(texts, addresses, strict=True)
    )
    return format_html_join("", "{}{}", rows)
