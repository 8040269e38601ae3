"""Whether a theme can be read: the contrast of colours that pages put on each other.

A theme is a file of tokens, such as `--basis-color-default-color-document`. Where it lacks one
of a component, the bundle fills in one of the `--basis-*` tokens (frontend/css/bridge.css). Not
for how pages look: axe walks through those with every theme that is shipped (tests/browser).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import tinycss2
from tinycss2 import color4

TEXT = 4.5
"""What text needs. Source: WCAG 2.2, success criterion 1.4.3."""
SHAPE = 3.0
"""What the edge of a field or a ring needs. Source: WCAG 2.2, success criterion 1.4.11."""

Rgba: TypeAlias = "tuple[float, float, float, float]"


@dataclass(frozen=True)
class Paar:
    """One colour on another, by their tokens, and the contrast that is asked."""

    naam: str
    voor: str
    achter: str
    minstens: float = TEXT


PAGINA = "--utrecht-document-background-color"
_BASIS = "--basis-color-"
_KNOP = "--nl-button-"

PAREN = (
    Paar("tekst op de pagina", "--utrecht-document-color", PAGINA),
    Paar("zachte tekst op de pagina", f"{_BASIS}default-color-default", PAGINA),
    Paar(
        "zachte tekst op een vlak",
        f"{_BASIS}default-color-default",
        f"{_BASIS}default-bg-subtle",
    ),
    Paar("tekst op een tint", f"{_BASIS}default-color-document", f"{_BASIS}accent-1-bg-default"),
    Paar(
        "tekst onder aan de pagina",
        f"{_BASIS}accent-1-inverse-color-document",
        f"{_BASIS}accent-1-inverse-bg-subtle",
    ),
    Paar("link", "--nl-link-color", PAGINA),
    Paar("link onder de muis", "--nl-link-hover-color", PAGINA),
    Paar("link op een vlak", "--nl-link-color", f"{_BASIS}default-bg-subtle"),
    Paar("link naar de inhoud", "--nl-skip-link-color", "--nl-skip-link-background-color"),
    Paar("hoofdknop", f"{_KNOP}primary-color", f"{_KNOP}primary-background-color"),
    Paar(
        "hoofdknop onder de muis",
        f"{_KNOP}primary-hover-color",
        f"{_KNOP}primary-hover-background-color",
    ),
    Paar(
        "hoofdknop ingedrukt",
        f"{_KNOP}primary-active-color",
        f"{_KNOP}primary-active-background-color",
    ),
    Paar("vlak van de hoofdknop", f"{_KNOP}primary-background-color", PAGINA, SHAPE),
    Paar("tweede knop", f"{_KNOP}secondary-color", f"{_KNOP}secondary-background-color"),
    Paar(
        "tweede knop onder de muis",
        f"{_KNOP}secondary-hover-color",
        f"{_KNOP}secondary-hover-background-color",
    ),
    Paar("rand van de tweede knop", f"{_KNOP}secondary-border-color", PAGINA, SHAPE),
    Paar(
        "knop die iets weggooit",
        f"{_BASIS}negative-inverse-color-default",
        f"{_BASIS}negative-inverse-bg-default",
    ),
    Paar("vrije dag", f"{_BASIS}action-1-color-default", f"{_BASIS}action-1-bg-default"),
    Paar(
        "vrije dag onder de muis", f"{_BASIS}action-1-color-default", f"{_BASIS}action-1-bg-hover"
    ),
    Paar("rand van een vrije dag", f"{_BASIS}action-1-color-default", PAGINA, SHAPE),
    Paar(
        "gekozen dag of plaats",
        f"{_BASIS}action-1-inverse-color-default",
        f"{_BASIS}action-1-inverse-bg-default",
    ),
    Paar(
        "tekst in een veld",
        "--utrecht-form-control-color",
        "--utrecht-form-control-background-color",
    ),
    Paar("rand van een veld", "--utrecht-form-control-border-color", PAGINA, SHAPE),
    Paar(
        "tekst in een fout veld",
        "--utrecht-form-control-invalid-color",
        "--utrecht-form-control-invalid-background-color",
    ),
    Paar("rand van een fout veld", "--utrecht-form-control-invalid-border-color", PAGINA, SHAPE),
    Paar("zin bij een fout veld", "--utrecht-form-field-error-message-color", PAGINA),
    *(
        Paar(naam, f"--utrecht-alert-{soort}-color", f"--utrecht-alert-{soort}-background-color")
        for naam, soort in (
            ("melding", "info"),
            ("melding dat het lukte", "ok"),
            ("waarschuwing", "warning"),
            ("foutmelding", "error"),
        )
    ),
    Paar("ring om wat de focus heeft", "--basis-focus-color", PAGINA, SHAPE),
    Paar("ring tegen zijn rand", "--basis-focus-color", "--basis-focus-background-color", SHAPE),
)
"""What the pages show, as frontend/css puts it together."""


@dataclass(frozen=True)
class Uitslag:
    """What was found for a pair; `contrast` is None where a token is missing or no colour."""

    paar: Paar
    contrast: float | None

    @property
    def is_ok(self) -> bool:
        """True if the contrast is enough."""
        return self.contrast is not None and self.contrast >= self.paar.minstens


def judge(bundle: str, theme: str, naam: str) -> list[Uitslag]:
    """Every pair, with the tokens of a theme before those of the bundle; both are CSS."""
    tokens = {
        **_tokens(bundle, ":where(html)"),
        **_tokens(bundle, "html"),
        **_tokens(theme, ":root"),
        **_tokens(theme, f".{naam}-theme"),
    }
    return [Uitslag(paar, _contrast_of(paar, tokens)) for paar in PAREN]


def contrast(one: Rgba, other: Rgba) -> float:
    """From 1 (the same) to 21 (black on white). Source: WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _contrast_of(paar: Paar, tokens: Mapping[str, str]) -> float | None:
    """The contrast of a pair as one sees it: what lets light through lies on the page."""
    voor, achter, page = (_colour(tokens, name) for name in (paar.voor, paar.achter, PAGINA))
    if voor is None or achter is None or page is None:
        return None
    ground = _over(achter, page)
    return contrast(_over(voor, ground), ground)


def _tokens(css: str, selector: str) -> dict[str, str]:
    """The custom properties that a stylesheet gives to one selector, outside any @media."""
    found: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule" or selector not in _selectors(rule):
            continue
        for line in tinycss2.parse_blocks_contents(rule.content):
            if line.type == "declaration" and line.name.startswith("--"):
                found[line.name] = tinycss2.serialize(line.value).strip()
    return found


def _selectors(rule: tinycss2.ast.QualifiedRule) -> Iterator[str]:
    return (part.strip() for part in tinycss2.serialize(rule.prelude).split(","))


_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_LONGEST_CHAIN = 50


def _colour(tokens: Mapping[str, str], name: str) -> Rgba | None:
    """The colour at the end of a chain of tokens; None if it breaks off or ends in none."""
    text = f"var({name})"
    for _step in range(_LONGEST_CHAIN):
        link = _VAR.search(text)
        if link is None:
            return _parsed(text)
        value = tokens.get(link[1], link[2])
        if value is None:
            return None
        text = text[: link.start()] + value + text[link.end() :]
    return None


def _parsed(text: str) -> Rgba | None:
    colour = color4.parse_color(text.strip())
    if colour is None or isinstance(colour, str):  # "currentcolor"
        return None
    try:
        red, green, blue = colour.to("srgb").coordinates
    except NotImplementedError:
        return None
    return red, green, blue, colour.alpha


def _over(top: Rgba, ground: Rgba) -> Rgba:
    """What one sees of a colour that lets some of the ground through; the ground lets nothing."""
    *above, alpha = top
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(above, ground, strict=False))
    return red, green, blue, 1.0


def _luminance(colour: Rgba) -> float:
    """How light a colour is, from 0 to 1. Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
