"""Addresses as the PDOK Locatieserver knows them: the public register, asked within limits.

An answer that is late, too large or not what was asked is no answer. After one failure the service
is left alone for a while: who types an address should not wait for it anew each time.

Source: PDOK Locatieserver v3_1, `/free` with filters; it refuses parameters that it does not know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from time import monotonic
from typing import Any

import requests
from django.conf import settings
from django.core.cache import cache

from afspraken.bezoekadres import Adres

SECONDS = 3.0
"""For a whole answer, however it drips."""

MOST_BYTES = 500_000
MOST_DOORS = 100
"""So many doors of one number are asked for; a flat with more has numbers of its own."""

REST = 60
"""Seconds that the service is left alone after a failure, by all processes."""

_RESTS = "adresboek.pdok.rust"
_FIELDS = "straatnaam,huisnummer,huisletter,huisnummertoevoeging,postcode,woonplaatsnaam"
_POINT = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)", re.ASCII)


class NoAnswer(Exception):
    """The service is off, down, slow, or says what cannot be."""


def ask(postcode: str, nummer: int) -> list[Adres]:
    """Every door of a number at a postcode ("1191 AA"); none if the register has none.

    Raises: NoAnswer.
    """
    if not settings.PDOK_URL or cache.get(_RESTS):
        raise NoAnswer
    query = [
        ("fq", "type:adres"),
        ("fq", f"postcode:{postcode.replace(' ', '')}"),
        ("fq", f"huisnummer:{nummer}"),
        ("fl", f"{_FIELDS},centroide_ll"),
        ("rows", str(MOST_DOORS)),
    ]
    try:
        return list(_addresses(_get(f"{settings.PDOK_URL}/free", query), postcode, nummer))
    except NoAnswer:
        cache.set(_RESTS, True, REST)
        raise


def _get(url: str, query: list[tuple[str, str]]) -> Any:
    """The JSON of an answer."""
    end = monotonic() + SECONDS
    text = b""
    try:
        with requests.get(
            url, query, timeout=SECONDS, stream=True, allow_redirects=False
        ) as answer:
            if answer.status_code != requests.codes.ok:
                raise NoAnswer
            for piece in answer.iter_content(64 * 1024):
                text += piece
                if len(text) > MOST_BYTES or monotonic() > end:
                    raise NoAnswer
        return json.loads(text)
    except (requests.RequestException, ValueError) as error:
        raise NoAnswer from error


def _addresses(body: Any, postcode: str, nummer: int) -> Iterator[Adres]:
    """The documents of an answer as addresses; one of another door than was asked is passed over.

    Raises: NoAnswer for what is no answer of this service.
    """
    response = body.get("response") if isinstance(body, dict) else None
    docs = response.get("docs") if isinstance(response, dict) else None
    if not isinstance(docs, list):
        raise NoAnswer
    for doc in docs:
        if not isinstance(doc, dict):
            raise NoAnswer
        asked = (postcode.replace(" ", ""), str(nummer))
        if (str(doc.get("postcode")), str(doc.get("huisnummer"))) == asked:
            yield _address(doc, postcode)


def _address(doc: dict[str, Any], postcode: str) -> Adres:
    point = _POINT.fullmatch(str(doc.get("centroide_ll", "")))
    texts = [str(doc.get(name) or "") for name in ("straatnaam", "woonplaatsnaam")]
    if point is None or not all(texts):
        raise NoAnswer
    letter, addition = (
        str(doc.get(f"huis{name}") or "") for name in ("letter", "nummertoevoeging")
    )
    number = f"{doc['huisnummer']}{letter}".upper() + (f"-{addition}".upper() if addition else "")
    return Adres(
        straat=texts[0][:100],
        huisnummer=number[:12],
        postcode=postcode,
        plaats=texts[1][:80],
        breedtegraad=round(float(point[2]), 6),
        lengtegraad=round(float(point[1]), 6),
    )
