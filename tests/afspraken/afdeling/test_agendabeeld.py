"""What of an open stretch is free, and what is worth saying."""

import pytest

from afspraken.afdeling.agendabeeld import cut, gaps
from tests.cast import at, clock


def span(text):
    begin, end = text.split("-")
    return at(begin), at(end)


@pytest.mark.parametrize(
    ("taken", "after", "free"),
    [
        ([], "8:00", ["9:00-12:00"]),
        (["9:00-9:30"], "8:00", ["9:30-12:00"]),
        (["10:00-11:00"], "8:00", ["9:00-10:00", "11:00-12:00"]),
        (["10:00-11:00"], "10:30", ["11:00-12:00"]),
        (["9:05-11:55"], "8:00", []),
        (["8:00-13:00"], "8:00", []),
        (["9:00-10:00", "9:30-11:00"], "8:00", ["11:00-12:00"]),
        (["13:00-14:00"], "8:00", ["9:00-12:00"]),
        ([], "12:00", []),
    ],
)
def test_gaps_lie_between_what_is_taken_and_are_worth_mentioning(taken, after, free):
    found = gaps(span("9:00-12:00"), map(span, taken), after=at(after))
    assert [f"{clock(begin)}-{clock(end)}" for begin, end in found] == free


def test_what_goes_on_over_midnight_is_cut():
    assert cut(at("8:00"), at("20:00"), span("9:00-12:00")) == span("9:00-12:00")
    assert cut(at("8:00"), at("9:00"), span("9:00-12:00")) is None
