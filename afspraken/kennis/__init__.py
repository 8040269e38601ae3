"""The knowledge base: finding articles, reading them, and writing their versions.

Read `searching.py` for how words find an article, `writing.py` for how a draft becomes what
everyone reads, and `opmaak.py` for how plain text looks on a page. Who may write is for the doors
to ask.
"""

from afspraken.kennis.opmaak import answered, blocks
from afspraken.kennis.searching import Gevonden, overdue, published, readable, search
from afspraken.kennis.writing import (
    Inhoud,
    Intussen,
    Stand,
    discard,
    publish,
    read,
    save_article,
    save_draft,
    withdraw,
)

__all__ = [
    "Gevonden",
    "Inhoud",
    "Intussen",
    "Stand",
    "answered",
    "blocks",
    "discard",
    "overdue",
    "publish",
    "published",
    "read",
    "readable",
    "save_article",
    "save_draft",
    "search",
    "withdraw",
]
