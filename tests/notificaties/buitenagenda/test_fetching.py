"""Asking for a calendar: from whom, how far, and how much."""

import socket

import pytest

from notificaties.buitenagenda import fetching
from notificaties.buitenagenda.adres import parse
from notificaties.buitenagenda.fetching import MOST_BYTES, Kenmerk, addresses, fetch
from notificaties.buitenagenda.fouten import Fout, Refused
from tests.notificaties.buitenagenda.agendas import calendar, meeting
from tests.notificaties.buitenagenda.server import CERTIFICATE, MB, calendar_server

NOTHING = Kenmerk()


@pytest.fixture
def body(server):
    server.body = calendar(meeting("9:00", "10:00"))
    return server.body


@pytest.fixture
def asked(server, body):
    """Ask the server for a path; it may be asked, though it stands on this machine."""
    return lambda path="agenda.ics", known=NOTHING: fetch(
        server.url(path), known, intern=frozenset({server.host})
    )


def refused(function, *args, **options):
    with pytest.raises(Refused) as caught:
        function(*args, **options)
    return caught.value.fout


def resolving(*ips):
    """A look-up of names that knows only these addresses, and counts."""

    def resolve(host, port, **_options):
        resolve.asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    resolve.asked = []
    return resolve


def test_a_calendar_comes_back_as_it_is(asked, server, body):
    assert asked().body == body
    [(path, headers)] = server.asked
    assert path == "/agenda.ics"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"
    assert {"Cookie", "Authorization", "Referer"}.isdisjoint(headers)


def test_a_packed_calendar_is_unpacked(asked, body):
    assert asked("ingepakt").body == body


def test_a_calendar_that_did_not_change_is_not_sent_again(asked, server, body):
    first = asked()
    again = asked(known=first.kenmerk)
    assert again.body is None
    assert again.kenmerk == first.kenmerk
    server.body = calendar()
    assert asked(known=first.kenmerk).body == calendar()


@pytest.mark.parametrize(
    ("path", "fout"),
    [
        ("weg", Fout.VERDWENEN),
        ("storing", Fout.STORING),
        ("groot", Fout.TE_GROOT),
        ("stroom", Fout.TE_GROOT),
        ("bom", Fout.TE_GROOT),
        ("half", Fout.VERBINDING),
        ("afgebroken", Fout.VERBINDING),
        ("rondje", Fout.DOORVERWIJZING),
        ("naar/ftp://agenda.example.nl/", Fout.DOORVERWIJZING),
        ("naar/https://agenda.example.nl:22/", Fout.DOORVERWIJZING),
        ("naar/http://[", Fout.DOORVERWIJZING),
        ("naar/http://10.0.0.1/agenda.ics", Fout.INTERN),
        ("naar/http://169.254.169.254/latest/meta-data/", Fout.INTERN),
        ("naar/http://[::ffff:127.0.0.1]/", Fout.INTERN),
    ],
)
def test_a_server_with_bad_habits_is_refused(asked, path, fout):
    assert refused(asked, path) == fout


def test_a_redirect_to_another_door_of_this_machine_is_refused(asked, server):
    with calendar_server() as other:
        assert refused(asked, f"naar/{other.url()}") == Fout.INTERN
        assert other.asked == []


def test_three_redirects_are_followed_and_a_fourth_is_not(asked, body):
    assert asked("stap/3").body == body
    assert refused(asked, "stap/4") == Fout.DOORVERWIJZING


def test_of_fifty_megabytes_no_more_is_taken_than_a_calendar_may_have(asked, server):
    refused(asked, "groot")
    assert server.poured < 25 * MB, "what lies in buffers on the way"
    server.poured = 0
    refused(asked, "stroom")
    assert MOST_BYTES < server.poured < 25 * MB


def test_a_silent_server_is_left(asked, monkeypatch):
    monkeypatch.setattr(fetching, "SILENCE", 0.2)
    assert refused(asked, "traag") == Fout.TIJD


def test_a_door_that_is_shut_is_told():
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    url, intern = f"http://127.0.0.1:{port}/", frozenset({("127.0.0.1", port)})
    assert refused(fetch, url, NOTHING, intern=intern) == Fout.VERBINDING


def test_a_name_that_nobody_knows_is_told():
    def unknown(*_args, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    url = "https://agenda.example/a.ics"
    assert refused(fetch, url, NOTHING, resolve=unknown) == Fout.NAAM
    assert refused(fetch, url, NOTHING, resolve=resolving()) == Fout.NAAM


@pytest.mark.parametrize(
    "ips", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2a00::1", "fe80::1%eth0"], ["100.64.0.1"]]
)
def test_a_name_that_means_something_inside_is_refused_before_anyone_is_called(ips):
    url = "https://agenda.example/a.ics"
    assert refused(fetch, url, NOTHING, resolve=resolving(*ips)) == Fout.INTERN


def test_a_name_on_the_internet_gives_a_few_addresses_to_try():
    ips = [f"145.222.10.{number}" for number in range(1, 9)]
    found = addresses(parse("https://agenda.example/"), frozenset(), resolving(*ips, *ips))
    assert found == ips[:3]


def test_the_connection_goes_to_the_address_that_was_checked(server, body, monkeypatch):
    """A name that means something else a moment later (DNS rebinding) changes nothing."""
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.1")
    monkeypatch.setattr("notificaties.buitenagenda.adres.PORTS", {"http": server.server_port})
    resolve = resolving("127.0.0.1")
    assert fetch("http://agenda.example/agenda.ics", NOTHING, resolve=resolve).body == body
    assert resolve.asked == ["agenda.example"], "looked up once, by us"
    assert server.asked[0][1]["Host"] == "agenda.example"


def test_when_one_address_of_a_name_is_dead_the_next_is_tried(server, body):
    resolve = resolving("127.0.0.2", "127.0.0.1")
    name = ("agenda.example", server.server_port)
    url = f"http://agenda.example:{name[1]}/agenda.ics"
    assert fetch(url, NOTHING, intern=frozenset({name}), resolve=resolve).body == body


@pytest.fixture
def secure():
    with calendar_server(tls=True) as running:
        running.body = calendar(meeting("9:00", "10:00"))
        yield running


def ask_secure(secure, name="agenda.example", path="agenda.ics"):
    host = (name, secure.server_port)
    url = f"https://{name}:{host[1]}/{path}"
    return fetch(url, NOTHING, intern=frozenset({host}), resolve=resolving("127.0.0.1"))


def test_the_certificate_must_be_of_the_name_and_trusted(secure, monkeypatch):
    assert refused(ask_secure, secure) == Fout.BEVEILIGING, "nobody trusts it"
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert ask_secure(secure).body == secure.body
    assert refused(ask_secure, secure, name="ander.example") == Fout.BEVEILIGING


def test_a_secret_never_goes_from_https_to_http(secure, server, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    path = "naar/http://agenda.example.nl/agenda.ics"
    assert refused(ask_secure, secure, path=path) == Fout.DOORVERWIJZING


def test_marks_that_cannot_be_sent_back_are_forgotten(asked, server, monkeypatch):
    for etag in ("x" * 300, '"caf\xe9"'):
        monkeypatch.setattr(
            "tests.notificaties.buitenagenda.server.Handler.agenda",
            lambda self, etag=etag: self.answer(200, b"", ETag=etag),
        )
        assert asked().kenmerk == NOTHING


def test_nothing_changed_without_having_asked_is_no_answer(asked, monkeypatch):
    monkeypatch.setattr(
        "tests.notificaties.buitenagenda.server.Handler.agenda",
        lambda self: self.answer(304, None),
    )
    assert refused(asked) == Fout.STORING
