"""A copy of an SQLite database: made while others write, put back whole, or refused."""

import sqlite3
import stat
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from afspraken.conf import backup


@pytest.fixture
def database(tmp_path):
    """A database in use, as ours is: what was just written still stands in the `-wal` beside it."""
    path = tmp_path / "afspraken.sqlite3"
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE afspraken_afspraak (code)")
        writer.commit()
        write(writer, "first")
        yield path, writer


def write(writer, code):
    writer.execute("INSERT INTO afspraken_afspraak VALUES (?)", [code])
    writer.commit()


def codes(path):
    with closing(sqlite3.connect(path)) as reader:
        return [code for (code,) in reader.execute("SELECT code FROM afspraken_afspraak")]


def test_a_copy_holds_what_was_committed_and_nothing_later(database, tmp_path):
    path, writer = database
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO afspraken_afspraak VALUES ('not committed')")
    backup.make(path, tmp_path / "copy")
    writer.commit()
    write(writer, "later")
    assert codes(tmp_path / "copy") == ["first"]


def test_a_copy_is_one_file_for_its_owner(database, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    backup.make(database[0], folder / "copy")
    assert [file.name for file in folder.iterdir()] == ["copy"]
    assert stat.S_IMODE((folder / "copy").stat().st_mode) == 0o600


def test_what_is_there_is_not_overwritten(database, tmp_path):
    (tmp_path / "copy").write_text("of yesterday")
    with pytest.raises(FileExistsError):
        backup.make(database[0], tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "of yesterday"


def test_putting_back_forgets_what_came_later_also_beside_the_file(database, tmp_path):
    path, writer = database
    backup.make(path, tmp_path / "copy")
    write(writer, "later")
    left_by_a_crash = {
        name: (tmp_path / name).read_bytes() for name in (f"{path.name}-wal", f"{path.name}-shm")
    }
    writer.close()
    for name, content in left_by_a_crash.items():
        (tmp_path / name).write_bytes(content)
    backup.put_back(tmp_path / "copy", path)
    assert codes(path) == ["first"]
    assert codes(tmp_path / "copy") == ["first"]


def test_a_lost_database_is_put_back_too(database, tmp_path):
    backup.make(database[0], tmp_path / "copy")
    backup.put_back(tmp_path / "copy", tmp_path / "new.sqlite3")
    assert codes(tmp_path / "new.sqlite3") == ["first"]


@pytest.mark.parametrize("damage", ["missing", "empty", "text", "cut off", "of something else"])
def test_what_is_no_copy_changes_nothing(database, tmp_path, damage):
    path, writer = database
    writer.executemany("INSERT INTO afspraken_afspraak VALUES (?)", [("code",)] * 5000)
    writer.commit()
    copy = tmp_path / "copy"
    backup.make(path, copy)
    before = codes(path)
    if damage == "missing":
        copy.unlink()
    elif damage == "empty":
        copy.write_bytes(b"")
    elif damage == "text":
        copy.write_text("afspraken")
    elif damage == "cut off":
        copy.write_bytes(copy.read_bytes()[:-8192])
    else:
        with closing(sqlite3.connect(copy)) as other:
            other.execute("ALTER TABLE afspraken_afspraak RENAME TO kaas")
    with pytest.raises(backup.NotACopy):
        backup.put_back(copy, path)
    assert codes(path) == before


@pytest.mark.parametrize(
    ("command", "program"), [("maak_backup", "pg_dump"), ("zet_backup_terug", "pg_restore")]
)
def test_with_postgresql_the_commands_name_its_own_program(settings, tmp_path, command, program):
    settings.IS_SQLITE = False
    with pytest.raises(CommandError, match=program):
        call_command(command, str(tmp_path / "copy"))


def test_the_command_says_where_the_copy_is_and_what_is_wrong(
    database, tmp_path, settings, monkeypatch
):
    settings.IS_SQLITE = True
    monkeypatch.setitem(connection.settings_dict, "NAME", str(database[0]))
    said = StringIO()
    call_command("maak_backup", str(tmp_path / "copy"), stdout=said)
    assert (
        said.getvalue() == f"De back-up staat in {tmp_path / 'copy'} (0,0 MB). Hij is leesbaar.\n"
    )
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("maak_backup", str(tmp_path / "copy"))
    with pytest.raises(CommandError, match="niet gelukt"):
        call_command("maak_backup", str(tmp_path / "no folder" / "copy"))
