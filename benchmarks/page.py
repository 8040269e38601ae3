"""The page "when and where", beside rendering its template from offers found beforehand.

Found right before, as in the page itself: objects that were just rendered are at hand for the
processor, and rendering them once more takes a third less. That is shown too.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from typing import Any
from unittest import mock

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from afspraken import kiezer
from afspraken.portaal.views import wanneer
from benchmarks import town
from benchmarks.measuring import Figure, answer, at_most, count, in_turn, known, queries
from benchmarks.workload import Workload, next_monday


def figures() -> Iterator[Figure]:
    """The page with a month and the times of one day, for a visitor who chose a product."""
    work = Workload(next_monday(timezone.localdate()))
    town.build(work)
    visitor = Client(headers={"host": "localhost"})
    visitor.post(reverse("portaal:wat"), {"product": "paspoort", "aantal-paspoort": "1"})
    url = f"{reverse('portaal:wanneer')}?dag={work.workdays[1]}"
    rendered: list[tuple[HttpRequest, str, dict[str, Any]]] = []
    rendering: list[float] = []

    def watched(request: HttpRequest, template: str, context: dict[str, Any], **rest: Any) -> Any:
        rendered.append((request, template, context))
        begin = time.perf_counter()
        answer = render(request, template, context, **rest)
        rendering.append(time.perf_counter() - begin)
        return answer

    def get() -> Any:
        with mock.patch.object(wanneer, "render", watched):
            return visitor.get(url)

    page = get()
    offered = page.content.count(b'name="aanbod"')
    free = len({minute for _c, day, minute in work.free(20, 20) if day == work.workdays[1]})
    yield answer("times on the page", offered, free + kiezer.EERSTE)
    yield count("queries of the page", queries(lambda: visitor.get(url)), 20)

    def again() -> HttpResponse:
        return render(*rendered[0])

    mine, once_more = in_turn(get, again, rounds=41)
    name = f"page of {len(page.content) // 1024} kB"
    yield at_most(f"{name}, beside its rendering", mine, statistics.median(rendering), 3)
    yield known(f"{name}, beside rendering it once more", mine, once_more)
