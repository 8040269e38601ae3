"""No secret of an address reaches the log."""

import logging
import secrets
import sys

import pytest
from django.urls import URLResolver, get_resolver
from django.utils.module_loading import import_string

from afspraken.conf.logs import Masking, masked
from afspraken.conf.settings import BASE_DIR


@pytest.mark.parametrize("prefix", ["/afspraak/", "/agenda/", "?aanbod=", "/a?b=1&t="])
def test_tokens_in_addresses_are_masked(prefix):
    for _ in range(200):
        token = secrets.token_urlsafe(24)
        assert token not in masked(f"Not Found: {prefix}{token}")


def test_who_runs_it_reads_which_addresses_are_secrets():
    told = (BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    secret = {route.split("<str:", 1)[0] for route in routes() if "<str:token>" in route}
    assert len(secret) >= 6
    assert [first for first in sorted(secret) if f"`/{first}`" not in told] == []


def routes(patterns=None, prefix=""):
    """All addresses, with what is put into them between < and >."""
    for one in patterns or get_resolver().url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route


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


@pytest.mark.parametrize("control", ["\r", "\x00", "\x1b[31m", "\x7f", "\x9b", "\u2028"])
def test_a_visitor_writes_no_control_characters(control):
    record = logging.LogRecord("x", logging.WARNING, "", 0, "a: %s", (f"/a{control}b",), None)
    assert control[0] not in Masking("%(message)s").format(record)


def test_a_visitor_writes_no_line_of_his_own():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "a: %s", ("/a\nWARNING b",), None)
    assert Masking("%(message)s").format(record) == "a: /a?WARNING b"


@pytest.mark.django_db
def test_a_foreign_host_is_one_line_without_traceback(client, caplog):
    assert client.get("/", headers={"Host": "kwaad.example"}).status_code == 400
    [record] = [one for one in caplog.records if one.name == "django.security.DisallowedHost"]
    formatted = Masking("%(name)s %(message)s").format(record)
    assert "kwaad.example" in formatted
    assert "\n" not in formatted


def test_every_handler_of_the_log_masks(settings):
    log = settings.LOGGING
    formatters = {handler["formatter"] for handler in log["handlers"].values()}
    assert formatters
    for name in formatters:
        assert import_string(log["formatters"][name]["()"]) is Masking
