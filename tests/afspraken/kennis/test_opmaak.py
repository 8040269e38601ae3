"""Plain text as a page: a few marks, and everything escaped."""

import pytest

from afspraken.kennis import blocks


@pytest.mark.parametrize(
    ("tekst", "html"),
    [
        ("", ""),
        ("Een\nTwee\n\nDrie", "<p>Een<br>\nTwee</p>\n<p>Drie</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("## Kosten\nNiets.", "<h3>Kosten</h3>\n<p>Niets.</p>"),
        ("- a\n1. b", "<ul><li>a</li></ul>\n<ol><li>b</li></ol>"),
        (
            "Zie https://example.nl/a?b=1&c=2.",
            '<p>Zie <a href="https://example.nl/a?b=1&amp;c=2">'
            "https://example.nl/a?b=1&amp;c=2</a>.</p>",
        ),
        (
            "[Kijk hier](https://example.nl) nu",
            '<p><a href="https://example.nl">Kijk hier</a> nu</p>',
        ),
    ],
)
def test_marks_become_html(tekst, html):
    assert plain(blocks(tekst)) == html


@pytest.mark.parametrize(
    "tekst",
    [
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](http://example.nl)",
        '[x](https://a" onclick="alert(1))',
        'https://a"onclick="alert(1)',
        "[<b>x</b>](https://example.nl)",
        "- <script>1</script>",
        "## <script>1</script>",
        "{{ 7*7 }} {% load x %}",
    ],
)
def test_nothing_that_is_typed_becomes_markup(tekst):
    html = blocks(tekst)
    assert not any(bad in html for bad in ("<img", "<script", "<b>", 'onclick="', 'href="java'))
    assert 'href="http://' not in html


def plain(html):
    for part in (' class="nl-paragraph"', ' class="opsomming"', ' class="stappenlijst"'):
        html = html.replace(part, "")
    return (
        html.replace(' class="nl-heading nl-heading--level-4"', "")
        .replace(' class="nl-link"', "")
        .replace(' rel="noreferrer"', "")
    )
