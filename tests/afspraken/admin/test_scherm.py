"""What an address asks of a list: odd filters end in the whole list, never in an error."""

from __future__ import annotations

import pytest
from django.urls import reverse

LISTS = {
    "afspraak": ["begin__year=1", "begin__gte=0001-01-01", "begin__year=9999&begin__month=12"],
    "sluiting": ["eerste_dag__year=9999999999999999999", "eerste_dag__gte=x", "reden__regex=((("],
    "product": ["naam__regex=(((", "naam__iregex=(a%2B)%2B$", "duur=x"],
}
ODD = [(name, query) for name, queries in LISTS.items() for query in queries]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "query"), ODD)
def test_an_odd_filter_shows_a_list(beheer, name, query):
    """The year 1 exists for PostgreSQL and not for SQLite; no filter ends in an error."""
    url = reverse(f"admin:afspraken_{name}_changelist")
    answer = beheer.get(f"{url}?{query}", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain in ([], [(f"{url}?e=1", 302)])


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["naam__iregex=(a%2B)%2B$", "duur__foo=1"])
def test_a_refused_filter_says_that_everything_is_shown(beheer, query):
    url = reverse("admin:afspraken_product_changelist")
    answer = beheer.get(f"{url}?{query}", follow=True)
    assert answer.redirect_chain == [(f"{url}?e=1", 302)]
    assert "Dit filter bestaat niet." in answer.content.decode()


def test_an_ordinary_filter_still_works(beheer, town):
    town.product("Paspoort")
    town.product("Rijbewijs")
    url = reverse("admin:afspraken_product_changelist")
    text = beheer.get(f"{url}?naam__icontains=pas").content.decode()
    assert "Paspoort" in text
    assert "Rijbewijs" not in text
