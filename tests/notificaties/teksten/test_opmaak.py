"""An e-mail as HTML: what is laid out how, what becomes a link and what never does."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notificaties.teksten.opmaak import blocks, html_mail
from notificaties.teksten.weergave import Weergave

LINK = "https://afspraken.example.nl/afspraak/Zm9v-a_b~c/?x=1&y=2"
PLAIN = Weergave("Uw afspraak", "Beste Zoë,", (), None, "nl")
FETCHES = ("src", "srcset", "background", "data", "poster", "action")


class Page(HTMLParser):
    """What a mail program makes of a page: its elements, its links and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_empty_line_begins_a_paragraph_and_a_line_stays_a_line():
    assert blocks("Een\ntwee\n \n\ndrie") == "<p>Een<br>\ntwee</p>\n<p>drie</p>"


def test_items_become_a_list_under_the_line_that_announces_them():
    assert blocks("Mee:\n- pas\n- foto\nTot dan") == (
        "<p>Mee:</p>\n<ul><li>pas</li><li>foto</li></ul>\n<p>Tot dan</p>"
    )


@pytest.mark.parametrize("between", [": ", ":\n", ": \n  "])
def test_a_short_label_with_our_address_is_a_button(between):
    page = Page(blocks(f"Bekijk uw afspraak{between}{LINK}", [LINK]))
    assert page.links == [LINK]
    assert page.text == "Bekijk uw afspraak"


def test_our_address_in_a_sentence_is_a_link_that_can_be_read():
    page = Page(blocks(f"Ga naar {LINK} of {LINK}. Tot dan.", [LINK]))
    assert page.links == [LINK, LINK]
    assert page.text == f"Ga naar {LINK} of {LINK}. Tot dan."


def test_our_address_behind_a_long_text_is_a_link_and_no_button():
    page = Page(blocks(f"{'Lang ' * 20}:\n{LINK}", [LINK]))
    assert page.links == [LINK]
    assert LINK in page.text


def test_of_two_addresses_of_ours_the_longer_one_wins():
    short = "https://afspraken.example.nl/"
    assert Page(blocks(f"Zie {LINK}", [short, LINK])).links == [LINK]


@pytest.mark.parametrize(
    "typed",
    [
        "http://evil.example",
        "[klik](http://evil.example)",
        "<a href='http://evil.example'>klik</a>",
        "<img src=x onerror=alert(1)>",
        "Bekijk: http://evil.example",
        "{{7*7}} {% include 'x' %}",
        f"{LINK[:-1]}",
    ],
)
def test_what_a_customer_typed_is_text_and_no_link(typed):
    page = Page(blocks(f"Naam: {typed}", [LINK]))
    assert page.tags == ["p"]
    assert page.text == f"Naam: {typed}"


@given(text=st.text(st.sampled_from("<>&\"'-: \n\taé/=")) | st.text(), title=st.text())
def test_no_text_brings_an_element_or_attribute_of_its_own(text, title):
    plain = Page(html_mail(PLAIN))
    page = Page(html_mail(replace(PLAIN, titel=title, tekst=text)))
    assert set(page.tags) <= {*plain.tags, "ul", "li", "br"}
    assert {name for name, _value in page.attributes} == {n for n, _value in plain.attributes}


def test_the_page_is_whole_and_says_its_language_and_subject(settings):
    html = html_mail(replace(PLAIN, taal="en", titel="Your appointment"))
    assert html.startswith("<!doctype html>")
    assert '<html lang="en">' in html
    assert "<title>Your appointment</title>" in html
    assert settings.GEMEENTE.naam in html


def test_the_foot_speaks_the_language_of_the_reader(settings):
    settings.GEMEENTE = replace(settings.GEMEENTE, telefoon="14 020")
    assert "Bel 14 020" in html_mail(PLAIN)
    assert "Call 14 020" in html_mail(replace(PLAIN, taal="en"))


def test_opening_it_fetches_nothing_and_runs_nothing(settings):
    settings.GEMEENTE = replace(
        settings.GEMEENTE, logo="https://example.nl/logo.png", website="https://example.nl"
    )
    html = html_mail(replace(PLAIN, tekst=LINK, links=(LINK,)))
    page = Page(html)
    assert not {name for name, _value in page.attributes} & set(FETCHES)
    assert not {"script", "link", "img", "iframe", "table"} & set(page.tags)
    assert "url(" not in html
    assert "@import" not in html
