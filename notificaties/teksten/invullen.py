"""A text with placeholders, and what becomes of it. Pure: a text and values in, a text out.

A text knows nothing but `{naam}`; it is no program, and a value is never read again, so what a
customer typed stays what it is (trust: S15). What stands between double braces stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Waarde = str | tuple[str, ...]
"""A value: a text, or the items of a list."""

_KEPT = r"\{\{[^{}]*\}\}"
_PLACEHOLDER = r"\{([^{}\n]*)\}"
_PART = re.compile(f"{_KEPT}|{_PLACEHOLDER}")
_LOOSE = re.compile(r"[{}]+")
_AROUND = 12
"""So many characters around a loose brace show where it is."""


def names(text: str) -> list[str]:
    """The names of the placeholders in a text, each once, in the order of the text.

    >>> names("Beste {naam}, tot {datum}. {{7*7}} {naam}")
    ['naam', 'datum']
    """
    found = (match[1] for match in _PART.finditer(text) if match[1] is not None)
    return list(dict.fromkeys(found))


def loose_braces(text: str) -> list[str]:
    """The places of braces that open or close nothing, each with the text around it.

    >>> loose_braces("Beste {naam, tot dan")
    ['Beste {naam, tot da']
    """
    rest = _PART.sub(lambda match: "\0" * len(match[0]), text)
    return [_around(text, match.start(), match.end()) for match in _LOOSE.finditer(rest)]


def fill(text: str, values: Mapping[str, Waarde]) -> str:
    """The text with its values; a placeholder without a value counts as empty.

    A line of which all placeholders are empty is left out. A list stands under what comes before
    it on its line. Several empty lines become one.

    >>> print(fill("Dag {naam},\\nBel {telefoon}.\\nMee: {mee}", {"naam": "A", "mee": ("pas",)}))
    Dag A,
    Mee:
    - pas
    """
    lines = [_line(line, values) for line in text.replace("\r\n", "\n").split("\n")]
    filled = "\n".join(line for line in lines if line is not None)
    trimmed = re.sub(r"[ \t]+$", "", filled, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", trimmed).strip()


def _line(line: str, values: Mapping[str, Waarde]) -> str | None:
    """One line filled in; None if it has placeholders and none of them a value."""
    found = [values.get(naam, "") for naam in names(line)]
    if found and not any(found):
        return None
    parts: list[str] = []
    end = 0
    for match in _PART.finditer(line):
        parts.append(line[end : match.start()])
        end = match.end()
        value = match[0] if match[1] is None else values.get(match[1], "")
        parts.append(value if isinstance(value, str) else _listed("".join(parts), value))
    return "".join([*parts, line[end:]])


def _listed(before: str, items: tuple[str, ...]) -> str:
    """The items of a list under each other, under what stands before them."""
    lines = "\n".join(f"- {item}" for item in items)
    return f"\n{lines}" if before.strip() and items else lines


def _around(text: str, start: int, end: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    until = text.find("\n", end)
    return text[max(line, start - _AROUND) : min(end + _AROUND, until if until >= 0 else len(text))]
