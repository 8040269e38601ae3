"""No secret of an address reaches the log."""

import logging
import secrets
import sys

import pytest
from django.utils.module_loading import import_string

from afspraken.conf.logs import Masking, masked


@pytest.mark.parametrize("prefix", ["/afspraak/", "/agenda/", "?aanbod=", "/a?b=1&t="])
def test_tokens_in_addresses_are_masked(prefix):
    for _ in range(200):
        token = secrets.token_urlsafe(24)
        assert token not in masked(f"Not Found: {prefix}{token}")


@pytest.mark.parametrize("path", ["/producten/paspoort/", "/gezond/", "/afspraak/wijzigen/"])
def test_ordinary_addresses_stay_readable(path):
    assert masked(path) == path


def test_arguments_and_tracebacks_are_masked_too():
    token = secrets.token_urlsafe(24)
    try:
        raise ValueError(f"/afspraak/{token}/")
    except ValueError:
        line = Masking("%(message)s").format(
            logging.LogRecord(
                "x", logging.ERROR, "", 0, "Fault: %s", (f"/a/{token}",), sys.exc_info()
            )
        )
    assert "ValueError" in line
    assert token not in line


def test_every_handler_of_the_log_masks(settings):
    log = settings.LOGGING
    formatters = {handler["formatter"] for handler in log["handlers"].values()}
    assert formatters
    for name in formatters:
        assert import_string(log["formatters"][name]["()"]) is Masking
