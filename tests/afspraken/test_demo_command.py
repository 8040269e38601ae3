"""How the example town is built: once, the same for the same seed, and with care."""

from io import StringIO
from random import Random

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from afspraken.demo import build, logins, mensen, weken
from afspraken.models import Inzet, Locatie, Middel, Product
from afspraken.rechten import Rol, toegang
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def fingerprint():
    """Everything that must be the same for the same seed."""
    return list(
        Inzet.objects.order_by("begin", "middel__naam", "plek").values_list(
            "begin", "einde", "middel__naam", "plek", "afspraak__klant__naam", "afspraak__code"
        )
    )


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    def three(seed):
        random = Random(seed)
        return [mensen.invent(random, adres=True, met_voor_wie=True) for _i in range(3)]

    assert three(1) == three(1) != three(2)


@pytest.mark.django_db(transaction=True)  # emptying takes a transaction of its own
def test_the_same_seed_gives_the_same_town(monkeypatch):
    monkeypatch.setattr(weken, "WEEKS", 1)
    towns = []
    for _i in range(2):
        build.build(now=NOW, seed=1)
        towns.append(fingerprint())
        call_command("flush", interactive=False, verbosity=0)
    assert len(towns[0]) > 100
    assert towns[0] == towns[1]


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    """A town without bookings, and without what other apps add."""
    monkeypatch.setattr(build, "others", {})
    monkeypatch.setattr(weken, "fill", lambda **_options: 0)


def demo(*options):
    out = StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()


def test_the_command_builds_once(quick, settings):
    settings.DEMO = False
    assert "18 loketten, ruimtes en medewerkers" in demo()
    assert demo() == ""
    assert Middel.objects.count() == 18
    assert not get_user_model().objects.exists(), "a real town gets no login that is printed"


def test_a_town_with_anything_in_it_is_left_alone(settings):
    settings.DEMO = False
    Locatie.objects.create(naam="Echt", slug="echt", straat="Straat", plaats="Stad")
    assert demo() == ""
    assert not Product.objects.exists()


def test_a_demonstration_prints_logins_that_work(quick, settings, rf):
    settings.DEMO = True
    text = demo()
    assert "/postvak/ (hier komen alle e-mails" in text
    for login in logins.LOGINS:
        assert f"{login.naam:<15} {login.wachtwoord}" in text
        user = authenticate(rf.post("/"), username=login.naam, password=login.wachtwoord)
        assert toegang(user).rollen == set(login.rollen)
        assert not user.is_superuser
    assert text.endswith(demo()), "each start shows them again"


def test_every_role_has_a_login_in_a_demonstration(quick, settings):
    assert {rol for login in logins.LOGINS for rol in login.rollen} == set(Rol)


def test_a_specialist_of_the_demonstration_is_one_of_the_officials(quick, settings):
    settings.DEMO = True
    demo()
    middel = Middel.objects.get(gebruiker__username="specialist")
    assert toegang(middel.gebruiker).afdelingen == {middel.afdeling_id}


def test_every_product_belongs_to_a_department(quick, settings):
    settings.DEMO = False
    demo()
    assert not Product.objects.filter(afdeling=None).exists()
    assert Product.objects.get(slug="schuldhulp").afdeling.naam == "Sociale Zaken"


@pytest.mark.django_db(transaction=True)  # emptying takes a transaction of its own
def test_starting_anew_throws_away_only_in_a_demonstration(quick, settings):
    settings.DEMO = False
    demo()
    with pytest.raises(CommandError, match="DEMO=1"):
        demo("--opnieuw")
    assert Middel.objects.count() == 18
    settings.DEMO = True
    Middel.objects.filter(naam="Loket 1").update(naam="Weg")
    demo("--opnieuw")
    assert Middel.objects.filter(naam="Loket 1").exists()
