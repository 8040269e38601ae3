"""No secret of an address reaches the log."""

import logging
import secrets

import pytest

from afspraken.conf.logs import MaskSecrets, masked


@pytest.mark.parametrize("prefix", ["/afspraak/", "/agenda/", "?aanbod=", "/a?b=1&t="])
def test_tokens_in_addresses_are_masked(prefix):
    for _ in range(200):
        token = secrets.token_urlsafe(24)
        assert token not in masked(f"Not Found: {prefix}{token}")


@pytest.mark.parametrize("path", ["/producten/paspoort/", "/gezond/", "/afspraak/wijzigen/"])
def test_ordinary_addresses_stay_readable(path):
    assert masked(path) == path


def test_the_filter_masks_arguments_too():
    token = secrets.token_urlsafe(24)
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Not Found: %s", (f"/a/{token}",), None)
    assert MaskSecrets().filter(record)
    assert token not in record.getMessage()


def test_the_log_of_django_passes_the_filter(settings):
    handlers = settings.LOGGING["handlers"].values()
    assert handlers
    assert all("mask" in handler["filters"] for handler in handlers)
