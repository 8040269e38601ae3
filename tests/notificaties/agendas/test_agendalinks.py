"""The secret address: who may have one, what it opens, and when it opens nothing any more."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from afspraken import booking
from afspraken.conf.logs import masked
from afspraken.models import Afspraak, Locatie, Logregel, Middel
from notificaties.agendas import agendalinks
from notificaties.models import Agendalink, Niveau
from tests.cast import ANNA, NOW, booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def baas() -> User:
    return User.objects.create_superuser("baas")


@pytest.fixture
def karin(town) -> Middel:
    """An official with a login, and an appointment at nine o'clock."""
    karin = town.ambtenaar("Karin")
    karin.gebruiker = User.objects.create_user("karin", is_staff=True)
    karin.save()
    booked(town.product("Gesprek", vraagt=(("AMBTENAAR", 1, None),)), "9:00")
    return karin


def made(eigenaar: Middel | Locatie, gebruiker: User, **options) -> tuple[Agendalink, str]:
    """A link and its path."""
    values = {"apparaat": "telefoon", "niveau": Niveau.PLAATS, "seintje": None, "now": NOW}
    link, token = agendalinks.make_link(eigenaar, gebruiker=gebruiker, **(values | options))
    return link, f"/agenda/{token}.ics"


def get(path: str, **headers: str):
    """Fetched by a device, without cookies."""
    return Client().get(path, headers={key.replace("_", "-"): v for key, v in headers.items()})


def test_the_address_gives_the_calendar(karin):
    _link, path = made(karin, karin.gebruiker)
    answer = get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    assert answer.content.count(b"BEGIN:VEVENT") == 1


def test_fetched_twice_it_is_the_same_octets(karin):
    _link, path = made(karin, karin.gebruiker)
    first = get(path)
    cache.clear()
    again = get(path)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])


def test_a_reader_that_has_it_hears_so_without_an_appointment_being_read(
    karin, django_assert_num_queries
):
    _link, path = made(karin, karin.gebruiker)
    first = get(path)
    for headers in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_None_Match": f'"other", W/{first.headers["ETag"]}'},
        {"If_Modified_Since": first.headers["Last-Modified"]},
        {
            "If_None_Match": first.headers["ETag"],
            "If_Modified_Since": "Mon, 01 Jan 2001 00:00:00 GMT",
        },
    ):
        with django_assert_num_queries(1) as asked:
            answer = get(path, **headers)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert answer.headers["Cache-Control"].startswith("private")
        assert '"notificaties_agendalink"' in asked.captured_queries[0]["sql"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If_Modified_Since": "niet te lezen"},
        {"If_None_Match": "niet te lezen"},
    ],
)
def test_a_reader_that_has_another_one_gets_it_whole(karin, headers):
    _link, path = made(karin, karin.gebruiker)
    assert get(path, **headers).status_code == 200


def test_head_tells_the_same_without_the_content(karin):
    _link, path = made(karin, karin.gebruiker)
    whole, head = Client().get(path), Client().head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_calendar_is_only_read(karin, method):
    _link, path = made(karin, karin.gebruiker)
    assert getattr(Client(), method)(path).status_code == 405


def test_a_change_is_seen_by_the_next_fetch(karin, django_capture_on_commit_callbacks):
    _link, path = made(karin, karin.gebruiker)
    etag = get(path).headers["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        booking.cancel(Afspraak.objects.get(), partij="INWONER", now=NOW)
    answer = get(path, If_None_Match=etag)
    assert answer.status_code == 200
    assert b"STATUS:CANCELLED" in answer.content


# --- when it opens nothing ------------------------------------------------------------------------


def _withdrawn(link: Agendalink, karin: Middel) -> None:
    agendalinks.withdraw(link, door=karin.gebruiker, now=NOW)


def _account_disabled(link: Agendalink, karin: Middel) -> None:
    User.objects.filter(pk=karin.gebruiker.pk).update(is_active=False)


def _no_staff_any_more(link: Agendalink, karin: Middel) -> None:
    User.objects.filter(pk=karin.gebruiker.pk).update(is_staff=False)


def _now_of_another_official(link: Agendalink, karin: Middel) -> None:
    Middel.objects.update(gebruiker=User.objects.create_user("bram", is_staff=True))


def _account_deleted(link: Agendalink, karin: Middel) -> None:
    User.objects.get(pk=karin.gebruiker.pk).delete()


@pytest.mark.parametrize(
    "ended",
    [
        _withdrawn,
        _account_disabled,
        _no_staff_any_more,
        _now_of_another_official,
        _account_deleted,
    ],
)
def test_who_may_not_have_it_any_more_is_told_what_a_guesser_is_told(karin, ended):
    link, path = made(karin, karin.gebruiker)
    etag = get(path).headers["ETag"]
    ended(link, karin)
    unknown = get(f"/agenda/{'x' * 32}.ics")
    for answer in (get(path), get(path, If_None_Match=etag)):
        assert answer.status_code == unknown.status_code == 404
        assert answer.content == unknown.content
        assert answer.headers == unknown.headers


def test_the_link_that_a_manager_made_ends_when_the_official_leaves(karin, baas):
    _link, path = made(karin, baas)
    assert get(path).status_code == 200
    _account_disabled(_link, karin)
    assert get(path).status_code == 404


def test_a_link_of_a_manager_ends_with_the_permission(town):
    loket = town.loket()
    wim = User.objects.create_user("wim", is_staff=True)
    wim.user_permissions.add(Permission.objects.get(codename="add_agendalink"))
    _link, path = made(loket, wim)
    assert get(path).status_code == 200
    wim.user_permissions.clear()
    assert get(path).status_code == 404


@pytest.mark.parametrize(
    "token", ["x", "a" * 5000, "ü", "%F0%9F%98%80", "x.ics", "..", "%00", "%FF"]
)
def test_a_guess_is_no_error(db, token):
    assert get(f"/agenda/{token}.ics").status_code in (400, 404)


def test_no_two_addresses_are_alike_and_none_is_stored(town, baas):
    loket = town.loket()
    paths = [made(loket, baas, apparaat=f"telefoon {n}")[1] for n in range(200)]
    tokens = [path.removeprefix("/agenda/").removesuffix(".ics") for path in paths]
    assert len(set(tokens)) == 200
    assert min(map(len, tokens)) == 32
    stored = str(list(Agendalink.objects.values_list()))
    assert not any(token in stored for token in tokens)


def test_no_line_of_a_log_holds_the_address(karin, caplog):
    _link, path = made(karin, karin.gebruiker)
    token = path.removeprefix("/agenda/").removesuffix(".ics")
    public = settings.PUBLIC_URL.partition(":")[2]
    for text in (path, f'"GET {path} HTTP/1.1" 200', f"webcal:{public}{path}", f"Referer: {path}"):
        assert token not in masked(text)


# --- making, using, withdrawing -------------------------------------------------------------------


def test_who_may_have_a_link(town, karin, baas):
    loket, bram = town.loket(), User.objects.create_user("bram", is_staff=True)
    assert agendalinks.may_have(karin.gebruiker, karin)
    assert agendalinks.may_have(baas, karin)
    assert agendalinks.may_have(baas, town.gemeentehuis)
    assert not agendalinks.may_have(karin.gebruiker, loket)
    assert not agendalinks.may_have(karin.gebruiker, town.gemeentehuis)
    assert not agendalinks.may_have(bram, karin)


def test_one_link_per_device_and_a_new_one_once_it_is_withdrawn(town, baas):
    for owner in (town.loket(), town.gemeentehuis):
        link, _path = made(owner, baas)
        with pytest.raises(IntegrityError), transaction.atomic():
            made(owner, baas)
        agendalinks.withdraw(link, door=baas, now=NOW)
        made(owner, baas)


def test_use_is_noted_once_an_hour_and_logged_once_a_day(karin, clock):
    link, path = made(karin, karin.gebruiker)

    def used() -> tuple[timedelta, int]:
        get(path)
        link.refresh_from_db()
        looks = Logregel.objects.filter(handeling="BEKEKEN", onderwerp=f"agendalink:{link.pk}")
        return link.laatst_gebruikt_op - NOW, looks.count()

    assert used() == (timedelta(), 1)
    clock.shift(HOUR / 2)
    assert used() == (timedelta(), 1)
    clock.shift(HOUR / 2)
    assert used() == (HOUR, 1)
    clock.shift(24 * HOUR)
    assert used() == (25 * HOUR, 2)


def test_making_and_withdrawing_are_logged_without_a_name(karin):
    link, _path = made(karin, karin.gebruiker, apparaat="iPhone van Karin")
    agendalinks.withdraw(link, door=karin.gebruiker, now=NOW)
    agendalinks.withdraw(link, door=karin.gebruiker, now=NOW)
    lines = Logregel.objects.filter(onderwerp=f"agendalink:{link.pk}")
    assert [(line.handeling, line.gegevens["wat"]) for line in lines] == [
        ("BEHEER", "nieuw"),
        ("BEHEER", "ingetrokken"),
    ]
    assert "Karin" not in str(list(lines.values_list()))
    assert {line.door for line in lines} == {str(karin.gebruiker.pk)}


def test_the_address_is_public_and_webcal_is_the_same(settings):
    settings.PUBLIC_URL = "https://afspraken.example.nl"
    assert agendalinks.address("abc") == "https://afspraken.example.nl/agenda/abc.ics"
    assert agendalinks.webcal("abc") == "webcal://afspraken.example.nl/agenda/abc.ics"


def test_no_customer_is_named_in_a_whole_answer(karin):
    _link, path = made(karin, karin.gebruiker, niveau=Niveau.VOLLEDIG)
    answer = get(path)
    assert ANNA.naam.encode() not in answer.content
    assert ANNA.naam not in str(answer.headers)
