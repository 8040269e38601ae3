"""Keeps secrets out of the log: the token in an address is masked before a line is written."""

import logging
import re

# Tokens of manage links, feeds and offers: 20 characters or more, URL-safe, at least one digit or
# capital. Ordinary path words ("bijzonderheden") stay readable.
_TOKEN = re.compile(r"(?<=[/=:])(?=[\w.~-]*[0-9A-Z])[\w.~-]{20,}")


def masked(text: str) -> str:
    """The text with every long secret-looking part of an address replaced.

    >>> masked("Not Found: /afspraak/Zm9vYmFyYmF6cXV4MTIzNDU2/wijzigen/")
    'Not Found: /afspraak/***/wijzigen/'
    >>> masked("GET /producten/")
    'GET /producten/'
    """
    return _TOKEN.sub("***", text)


class Masking(logging.Formatter):
    """Masks a whole line as it is written, with its arguments and its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
