"""The table of rights: the page that people read and the code say the same."""

from pathlib import Path

import pytest

from afspraken.rechten.tabel import TABEL, Bereik, Recht, Rol

PAGE = Path(__file__).parents[3] / "docs" / "rechten.md"
LETTERS = {"-": Bereik.NIETS, "E": Bereik.EIGEN, "A": Bereik.ALLES}


def rows_of_the_page() -> list[list[str]]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_page_and_the_code_say_the_same():
    head, *rows = rows_of_the_page()
    rollen = [Rol(naam) for naam in head[1:]]
    said = {
        Recht(action): {rol: LETTERS[letter] for rol, letter in zip(rollen, letters, strict=True)}
        for action, *letters in rows
    }
    assert said == TABEL


@pytest.mark.parametrize("recht", Recht)
def test_some_role_has_every_right(recht):
    assert max(TABEL[recht].values()) > Bereik.NIETS
