"""Who is asking: the address of a visitor, also behind our own proxies."""

import pytest
from django.test import RequestFactory

from afspraken import netwerkadres


def address(remote: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=remote)
    return str(netwerkadres.client_address(request))


def test_a_visitor_cannot_choose_an_address():
    assert address("192.0.2.1", "198.51.100.9") == "192.0.2.1"


def test_a_proxy_on_this_machine_is_believed():
    assert address("127.0.0.1", "198.51.100.9") == "198.51.100.9"
    assert address("::1", "2001:db8::5") == "2001:db8::5"


def test_only_the_last_address_that_a_trusted_proxy_saw_counts(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.0/8", "10.0.0.0/8"]
    assert address("127.0.0.1", "6.6.6.6, 198.51.100.9, 10.1.2.3") == "198.51.100.9"


@pytest.mark.parametrize("rubbish", ["unknown", "", "x" * 5000, "1.2.3.4.5", "\x00"])
def test_what_is_no_address_is_nowhere(rubbish):
    assert address(rubbish) == "0.0.0.0"


def test_an_ipv4_address_inside_ipv6_is_the_same_visitor():
    assert address("::ffff:192.0.2.1") == "192.0.2.1"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_neighbours_share_a_bucket(first, second, same):
    buckets = {netwerkadres.bucket(netwerkadres.ip_address(one)) for one in (first, second)}
    assert (len(buckets) == 1) is same
    assert not any(one.split(".")[0] in bucket for bucket in buckets for one in (first, second))
