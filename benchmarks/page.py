"""The page "when and where", beside rendering its template from offers found beforehand."""

from __future__ import annotations

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
from benchmarks.measuring import Figure, answer, at_most, count, in_turn, queries
from benchmarks.workload import Workload, next_monday


def figures() -> Iterator[Figure]:
    """The page with a month and the times of one day, for a visitor who chose a product."""
    work = Workload(next_monday(timezone.localdate()))
    town.build(work)
    visitor = Client(headers={"host": "localhost"})
    visitor.post(reverse("portaal:wat"), {"product": "paspoort", "aantal-paspoort": "1"})
    url = f"{reverse('portaal:wanneer')}?dag={work.workdays[1]}"
    rendered: list[tuple[HttpRequest, str, dict[str, Any]]] = []

    def remember(request: HttpRequest, template: str, context: dict[str, Any], **rest: Any) -> Any:
        rendered.append((request, template, context))
        return render(request, template, context, **rest)

    with mock.patch.object(wanneer, "render", remember):
        page = visitor.get(url)
    [found] = rendered
    offered = page.content.count(b'name="aanbod"')
    free = len({minute for _c, day, minute in work.free(20, 20) if day == work.workdays[1]})
    yield answer("times on the page", offered, free + kiezer.EERSTE)
    yield count("queries of the page", queries(lambda: visitor.get(url)), 20)

    def again() -> HttpResponse:
        return render(*found)

    mine, theirs = in_turn(lambda: visitor.get(url), again, rounds=41)
    yield at_most(f"page of {len(page.content) // 1024} kB", mine, theirs, 3)
