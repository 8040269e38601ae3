"""What is written to the technical log, and what is kept out of it: the token in an address."""

import logging
import re
from copy import copy

# Tokens of manage links, feeds and offers: 20 characters or more, URL-safe, at least one digit or
# capital. Ordinary path words ("bijzonderheden") stay readable.
_TOKEN = re.compile(r"(?<=[/=:])(?=[\w.~-]*[0-9A-Z])[\w.~-]{20,}")

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # all but the line end


def masked(text: str) -> str:
    """The text with every long secret-looking part of an address replaced.

    >>> masked("Not Found: /afspraak/Zm9vYmFyYmF6cXV4MTIzNDU2/wijzigen/")
    'Not Found: /afspraak/***/wijzigen/'
    >>> masked("GET /producten/")
    'GET /producten/'
    """
    return _TOKEN.sub("***", text)


class Masking(logging.Formatter):
    """Masks a whole line as it is written, with its arguments and its traceback.

    What a visitor sent starts no line of its own and steers no terminal. Which name a server was
    asked under is known from the line alone, so a foreign one brings no traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        if record.name == "django.security.DisallowedHost":
            record = copy(record)
            record.exc_info = record.exc_text = None
        return _CONTROL.sub("?", masked(super().format(record)))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  named by logging
        """The line without its traceback, which has line ends of its own."""
        return super().formatMessage(record).replace("\n", "?")


LOG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "afspraken.conf.logs.Masking",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "afspraken": {"level": "INFO"},
        "mobiel": {"level": "INFO"},
        "notificaties": {"level": "INFO"},
        # It repeats what a provider answered, which may hold a telephone number.
        "notifications_python_client": {"level": "CRITICAL"},
    },
}
"""The setting LOGGING of Django."""
