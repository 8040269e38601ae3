"""Whether a theme can be read: chains of tokens, contrast, and the command that reports it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from afspraken.portaal import thema

BUNDLE = """
:where(html){--utrecht-document-color:var(--basis-tekst);
--utrecht-document-background-color:var(--basis-wit);--nl-link-color:red}
html{--zelf:1}@media (width>=1px){html{--utrecht-document-color:#fff}}
"""
PAGE = "tekst op de pagina"


def of(tokens, naam=PAGE):
    """What is found for one pair of a theme with these tokens."""
    theme = f"@font-face{{font-family:x}}.eigen-theme{{{tokens}}}"
    return next(r for r in thema.judge(BUNDLE, theme, "eigen") if r.paar.naam == naam)


def test_black_on_white_is_the_most_there_is():
    found = of("--basis-tekst:#000;--basis-wit:#fff")
    assert found.contrast == 21
    assert found.is_ok


@pytest.mark.parametrize(
    ("tekst", "ratio"),
    [("#767676", 4.54), ("rgb(119, 119, 119)", 4.48), ("hsl(0 0% 50%)", 3.98), ("white", 1)],
)
def test_the_contrast_is_that_of_wcag(tekst, ratio):
    found = of(f"--basis-tekst:{tekst};--basis-wit:white")
    assert found.contrast == pytest.approx(ratio, abs=0.01)
    assert found.is_ok is (ratio >= 4.5)


def test_a_chain_of_tokens_is_followed_to_its_colour_also_by_a_way_round():
    chain = "--basis-tekst:var(--a);--a:var( --b , #123);--basis-wit:var(--niet, var(--c));--c:#fff"
    assert of(chain).contrast == of("--basis-tekst:#112233;--basis-wit:#fff").contrast


def test_a_theme_goes_before_the_bundle():
    ground = "--basis-tekst:#000;--basis-wit:#fff;"
    assert not of(ground, "link").is_ok  # the red of the bundle
    assert of(ground + "--nl-link-color:#00f", "link").is_ok


@pytest.mark.parametrize(
    "tokens",
    [
        "",
        "--basis-tekst:#000",
        "--basis-tekst:var(--a);--a:var(--a);--basis-wit:#fff",
        "--basis-tekst:geen;--basis-wit:#fff",
        "--basis-tekst:currentcolor;--basis-wit:#fff",
        "--basis-tekst:color-mix(in srgb, red, blue);--basis-wit:#fff",
    ],
)
def test_what_is_missing_or_no_colour_is_not_ok(tokens):
    found = of(tokens)
    assert found.contrast is None
    assert not found.is_ok


def test_a_colour_that_lets_light_through_is_seen_on_what_lies_under_it():
    half = of("--basis-tekst:rgb(0 0 0 / 50%);--basis-wit:#fff")
    assert half.contrast == pytest.approx(3.95, abs=0.05)


# --- the command ----------------------------------------------------------------------------------


def report(*names):
    out = StringIO()
    try:
        call_command("controleer_thema", *names, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_every_theme_that_is_shipped_can_be_read():
    text, code = report()
    assert code == 0, text
    assert text.count(" ok ") == 2 * len(thema.PAREN)
    assert "Thema voorbeeld" in text
    assert "Thema ma" in text


def test_what_is_too_low_or_missing_is_named_with_its_tokens(settings, tmp_path):
    settings.BUNDLE_DIR = tmp_path
    (tmp_path / "afspraken.css").write_text(BUNDLE)
    (tmp_path / "thema-eigen.css").write_text(":root{--basis-tekst:#777;--basis-wit:#fff}")
    text, code = report("eigen")
    assert code == 1
    page = "--utrecht-document-color op --utrecht-document-background-color"
    assert f"   4,47  te laag    {PAGE} (ten minste 4,50): {page}\n" in text
    assert "      –  ontbreekt  hoofdknop (ten minste 4,50): --nl-button-primary-color op" in text


@pytest.mark.parametrize("naam", ["bestaat-niet", "../geheim"])
def test_a_theme_that_is_not_there_gets_a_sentence(naam):
    with pytest.raises(CommandError, match="staat niet in"):
        report(naam)
