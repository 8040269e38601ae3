"""Length and parts of an SMS agree with the standard, for every text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notificaties.teksten.smstekst import (
    BASIC,
    EXTENSION,
    GSM7,
    PLAIN,
    Length,
    expensive,
    measure,
    normalise,
)

# Dutch texts, the dear signs in them, and whatever else there is.
SIGNS = st.sampled_from("aAeE 0.,\n€[]{}éèëïçÇêĳ’–…\u00a0œł😀Ω\u0301") | st.characters()
TEXTS = st.text(SIGNS, max_size=400)
GSM_TEXTS = st.text(sorted(GSM7), max_size=700)


def test_the_alphabet_has_its_127_signs_and_nine_more():
    """The 128th is the escape, which is no sign."""
    assert len(BASIC) == len(set(BASIC)) == 127
    assert len(EXTENSION) == 10  # nine signs and the page break
    assert not set(BASIC) & set(EXTENSION)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", Length("GSM-7", 0, 1, 160)),
        ("a" * 160, Length("GSM-7", 160, 1, 0)),
        ("a" * 161, Length("GSM-7", 161, 2, 145)),
        ("a" * 306, Length("GSM-7", 306, 2, 0)),
        ("a" * 307, Length("GSM-7", 307, 3, 152)),
        ("€" * 80, Length("GSM-7", 160, 1, 0)),
        ("€" * 81, Length("GSM-7", 162, 2, 143)),
        ("a" * 152 + "€" + "a" * 10, Length("GSM-7", 164, 2, 141)),  # € waits for part two
        ("ë" + "a" * 69, Length("UCS-2", 70, 1, 0)),
        ("ë" + "a" * 70, Length("UCS-2", 71, 2, 63)),
        ("😀" * 35, Length("UCS-2", 70, 1, 0)),
        ("😀" * 36, Length("UCS-2", 72, 2, 61)),  # 33 in the first part: half an emoji is none
    ],
)
def test_a_length_at_its_borders(text, length):
    assert measure(text) == length


@given(TEXTS)
def test_units_are_what_the_encoding_takes(text):
    length = measure(text)
    if length.encoding == "UCS-2":
        assert length.units == len(text.encode("utf-16-be", "surrogatepass")) // 2
    else:
        assert length.units == len(text) + sum(text.count(sign) for sign in EXTENSION)


@given(TEXTS | GSM_TEXTS)
def test_parts_are_as_few_as_the_units_allow_or_one_more_unit_each(text):
    length = measure(text)
    alone, each = (160, 153) if length.encoding == "GSM-7" else (70, 67)
    if length.units <= alone:
        assert (length.parts, length.left) == (1, alone - length.units)
    else:
        fewest, most = -(-length.units // each), -(-length.units // (each - 1))
        assert fewest <= length.parts <= most
        assert 0 <= length.left < each


@given(GSM_TEXTS, st.sampled_from(sorted(GSM7)))
def test_one_more_sign_never_makes_it_shorter(text, sign):
    assert measure(text).parts <= measure(text + sign).parts <= measure(text).parts + 1


@given(TEXTS)
def test_expensive_signs_are_those_that_force_the_large_alphabet(text):
    found = expensive(text)
    assert bool(found) == (measure(text).encoding == "UCS-2")
    assert all(GSM7.issuperset(plain) for plain in found.values())
    replaced = "".join(found.get(sign, sign) for sign in text)
    if all(found.values()):
        assert measure(replaced).encoding == "GSM-7"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Café, crème, Zoë", {"ë": "e"}),
        ("Curaçao", {"ç": "c"}),
        ("\u2019s Ochtends \u2013 9 uur", {"\u2019": "'", "\u2013": "-"}),
        ("œuvre ĳs Łódź", {"œ": "oe", "ĳ": "ij", "Ł": "L", "ó": "o", "ź": "z"}),
        ("😀 你", {"😀": "", "你": ""}),
        ("één afspraak à € 5", {}),
    ],
)
def test_an_editor_sees_what_is_expensive_and_what_could_replace_it(text, signs):
    assert expensive(text) == signs


@given(TEXTS)
@example("e\u0301e\u0308")
@example("a\r\nb\rc\u2028d")
def test_normalising_twice_is_as_good_as_once(text):
    once = normalise(text)
    assert normalise(once) == once


@given(TEXTS)
def test_a_normalised_text_holds_nothing_that_starts_or_steers_a_line_but_the_line_end(text):
    assert not set(normalise(text)) & {chr(n) for n in [*range(10), *range(11, 32), 0x7F, 0x85]}
    assert not set(normalise(text)) & {"\u2028", "\u2029", "\u00a0", "\u00ad", "\ufeff"}


@given(st.text(sorted(GSM7 - set("\f\r"))))
def test_what_is_plain_stays_as_it_is(text):
    assert normalise(text) == text


@given(st.text(sorted(GSM7) + [chr(number) for number in PLAIN]))
def test_what_a_word_processor_makes_fits_the_small_alphabet_again(text):
    assert measure(normalise(text)).encoding == "GSM-7"


def test_a_letter_with_a_loose_accent_is_one_letter():
    assert normalise("e\u0301e\u0301n") == "één"
    assert measure(normalise("e\u0301")).encoding == "GSM-7"
