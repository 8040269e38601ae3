"""Checks that every text of pages and code has an English translation.

It collects the texts anew in a copy, so that a catalog that lags behind is found too.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ["manage.py", "afspraken", "mobiel", "notificaties", "templates", "locale"]
CATALOG = Path("locale/en/LC_MESSAGES/django.po")


def collected(folder: Path) -> Path:
    """A fresh English catalog, made in `folder` from a copy of the sources."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("*.pyc"))
        elif source.exists():
            shutil.copy(source, folder / name)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "en", "-v0", "--no-obsolete"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder / "var")},
        check=True,
    )
    return folder / CATALOG


def untranslated(catalog: Path) -> list[str]:
    """The texts without a certain translation, in the order of the catalog."""
    with catalog.open("rb") as file:
        messages = list(read_po(file, locale="en"))
    return [
        f"{place[0]}:{place[1]}: {message.id}"
        for message in messages
        for place in (message.locations or [("?", 0)])[:1]
        if message.id and (message.fuzzy or not _is_complete(message.string))
    ]


def _is_complete(translation: object) -> bool:
    if isinstance(translation, tuple):
        return all(translation)
    return bool(translation)


def main() -> int:
    if shutil.which("xgettext") is None:
        print("*** GEEN GETTEXT: de vertalingen zijn NIET gecontroleerd. ***")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        missing = untranslated(collected(Path(folder)))
    for line in missing:
        print(line)
    print(f"{len(missing)} texts without an English translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
