"""What a manager types must not become a way to look inside our own network."""

import pytest

from notificaties.buitenagenda.adres import LONGEST, is_public, masked, parse
from notificaties.buitenagenda.fouten import Fout, Refused


def refused(url, intern=()):
    with pytest.raises(Refused) as caught:
        parse(url, frozenset(intern))
    assert str(caught.value) == caught.value.fout, "an address is a secret"
    return caught.value.fout


@pytest.mark.parametrize(
    ("url", "host", "port", "target"),
    [
        ("https://outlook.office365.com/owa/a@x.nl/b/calendar.ics", "outlook.office365.com", 443,
         "/owa/a@x.nl/b/calendar.ics"),
        ("webcal://agenda.example.nl/a.ics?x=1#y", "agenda.example.nl", 443, "/a.ics?x=1"),
        ("http://agenda.example.nl", "agenda.example.nl", 80, "/"),
        ("HTTPS://Agenda.Example.NL.:443/A.ics", "agenda.example.nl", 443, "/A.ics"),
        ("https://agenda.example.nl:80/a", "agenda.example.nl", 80, "/a"),
        ("https://145.222.10.1/a.ics", "145.222.10.1", 443, "/a.ics"),
        ("https://[2a02:58::1]/a.ics", "2a02:58::1", 443, "/a.ics"),
    ],
)  # fmt: skip
def test_an_address_on_the_internet_may_be_asked(url, host, port, target):
    adres = parse(url)
    assert (adres.host, adres.port, adres.target) == (host, port, target)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "agenda.example.nl/a.ics",
        "ftp://agenda.example.nl/a.ics",
        "file:///etc/passwd",
        "gopher://agenda.example.nl/",
        "https://",
        "https:///a.ics",
        "https://anja:geheim@agenda.example.nl/a.ics",
        "https://agenda.example.nl@10.0.0.1/",
        "https://agenda.example.nl:8080/a.ics",
        "https://agenda.example.nl:22/",
        "https://agenda.example.nl:99999/",
        "https://agenda.example.nl:x/",
        "https://agenda.example.nl/a b",
        "https://agenda.example.nl/\r\nHost: x",
        "https://agenda.example.nl/\x00",
        "https://agenda.example.nl\\@10.0.0.1/",
        "https://agendá.example.nl/",
        "https://[::1/",
        "https://intranet/a.ics",
        "https://localhost/a.ics",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://0x7f.0.0.0x1/",
        "https://a..example.nl/",
        "https://-a.example.nl/",
        f"https://{'a' * 64}.nl/",
        "https://agenda.example.nl/" + "a" * LONGEST,
    ],
)
def test_an_address_that_is_none_is_refused(url):
    assert refused(url) == Fout.ADRES


INSIDE = [
    *("127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "192.168.178.1", "0.0.0.0"),
    *("169.254.169.254", "100.64.0.1", "100.127.255.254", "224.0.0.1", "239.255.255.250"),
    *("255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"),
    *("::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "3fff::1"),
]


@pytest.mark.parametrize("ip", INSIDE)
def test_an_address_inside_is_refused_as_such(ip):
    assert not is_public(ip)
    assert refused(f"https://{f'[{ip}]' if ':' in ip else ip}/a.ics") == Fout.INTERN


@pytest.mark.parametrize("ip", ["fe80::1%eth0", "", "agenda.example.nl", "1.2.3", "1.2.3.4.5"])
def test_what_is_no_address_of_a_machine_is_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "145.222.10.1", "100.63.255.255", "2a00:1450::1"])
def test_an_address_on_the_internet_is_public(ip):
    assert is_public(ip)


def test_an_own_server_may_be_asked_on_its_port_only():
    own = {("10.0.0.5", 8443), ("mail", 443)}
    assert parse("https://10.0.0.5:8443/a.ics", frozenset(own)).port == 8443
    assert parse("https://mail/a.ics", frozenset(own)).host == "mail"
    assert refused("https://10.0.0.5/a.ics", own) == Fout.INTERN
    assert refused("https://10.0.0.6:8443/a.ics", own) == Fout.INTERN
    assert refused("https://mail:8443/a.ics", own) == Fout.ADRES


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            "https://outlook.office365.com/owa/geheim/calendar.ics",
            "https://outlook.office365.com/…",
        ),
        ("https://anja:geheim@agenda.example.nl/?geheim", "https://agenda.example.nl/…"),
        ("geheim", "…"),
        ("https://[geheim", "…"),
        ("", "…"),
    ],
)
def test_an_address_is_shown_without_its_secret(url, shown):
    assert masked(url) == shown
