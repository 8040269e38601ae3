"""PURE: what changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\s+|\{\w+\}|\w+|.")


@dataclass(frozen=True)
class Stukje:
    """A piece of text that stayed, went or came."""

    wat: Literal["gelijk", "weg", "erbij"]
    tekst: str


def difference(old: str, new: str) -> list[Stukje]:
    """The pieces that make the new text of the old one, in the order of reading.

    >>> [(piece.wat, piece.tekst) for piece in difference("Tot dan", "Tot maandag")]
    [('gelijk', 'Tot '), ('weg', 'dan'), ('erbij', 'maandag')]
    """
    return list(_pieces(_WORD.findall(old), _WORD.findall(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Stukje]:
    matcher = SequenceMatcher(a=old, b=new)  # in a long text spaces do not count: it takes ages
    for _tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        before, after = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if before == after:
            yield Stukje("gelijk", before)
            continue
        if before:
            yield Stukje("weg", before)
        if after:
            yield Stukje("erbij", after)
