"""Where messages go in a demonstration: files in a folder, instead of people.

An e-mail is kept exactly as it would have left (.eml), anything else as JSON. A file gets its name
when it is whole, so several processes can write and read at once. `notificaties/postvak/` shows it.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from notificaties.channels import Gevonden, Post, Uitkomst, Verzonden
from notificaties.channels.mailbericht import Unsendable, as_bytes, compose

KEEP = 500
"""So many messages are kept, the newest."""

# Nanoseconds since 1970, kind, our reference: the names sort by age and hold nothing personal.
NAME = re.compile(r"(?P<ns>\d{19})_(?P<soort>e-mail|sms|brief)_(?P<referentie>[0-9A-Za-z-]{1,36})")


class Postvak:
    """The channel of one kind ("e-mail", "sms" or "brief") in a demonstration."""

    def __init__(self, soort: str) -> None:
        self.soort = soort

    def send(self, post: Post) -> Verzonden:
        """Keep the message. What cannot be sent in earnest cannot be sent here."""
        try:
            content = _as_mail(post) if self.soort == "e-mail" else _as_json(post)
            _write(f"{time.time_ns():019}_{self.soort}_{post.referentie}", content)
        except (Unsendable, UnicodeError) as error:
            code = str(error) if isinstance(error, Unsendable) else "teken in tekst"
            return Verzonden(Uitkomst.GEWEIGERD, fout=code)
        except OSError as error:
            return Verzonden(Uitkomst.NIET_AANVAARD, fout=type(error).__name__)
        return Verzonden(Uitkomst.AANVAARD)

    def look_up(self, post: Post) -> tuple[Gevonden, str]:
        """Whether the message is here; the folder is all there is, so it knows."""
        is_here = any(path.stem.endswith(f"_{post.referentie}") for path in paths())
        return (Gevonden.JA if is_here else Gevonden.NEE), ""


def folder() -> Path:
    """Where the messages are."""
    return Path(settings.DATA_DIR) / "postvak"


def paths() -> Iterator[Path]:
    """The files of all messages, the newest first."""
    try:
        names = sorted(os.listdir(folder()), reverse=True)
    except FileNotFoundError:
        return
    yield from (folder() / name for name in names if NAME.fullmatch(Path(name).stem))


def _as_mail(post: Post) -> tuple[str, bytes]:
    return ".eml", as_bytes(compose(post))


def _as_json(post: Post) -> tuple[str, bytes]:
    fields = {"aan": post.aan, "taal": post.taal, "titel": post.titel, "tekst": post.tekst}
    return ".json", json.dumps(fields, ensure_ascii=False, indent=2).encode()


def _write(name: str, content: tuple[str, bytes]) -> None:
    """Write a file that is there whole or not at all, and let the oldest ones go."""
    if not NAME.fullmatch(name):
        raise Unsendable("referentie")
    ending, octets = content
    folder().mkdir(mode=0o700, exist_ok=True)
    unfinished = folder() / f".{name}"
    unfinished.write_bytes(octets)
    unfinished.rename(folder() / f"{name}{ending}")
    for path in list(paths())[KEEP:]:
        path.unlink(missing_ok=True)
