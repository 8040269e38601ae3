"""The account of work, in the shape of Entra ID: groups of the directory give roles."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client

from afspraken.conf.environment import Environment, WrongSetting
from afspraken.conf.openid import Openid, openid
from afspraken.models import Handeling, Logregel
from afspraken.rechten import Rol, toegang
from afspraken.toegang import sso
from tests.afspraken.rechten.wie import browser

pytestmark = pytest.mark.django_db

SERVER = "https://login.example/tenant/v2.0"
START, BACK = "/inloggen/via/werk/", "/inloggen/via/werk/terug/"
GROUPS = {"g-ks": "Klantenservice", "g-ba": "Publieksbalie", "g-be": "Functioneel beheer"}


class Answer:
    """What the directory says."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body
        self.content = self.text = str(body)

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        return None


class Directory:
    """A directory that knows one person; it speaks when allauth opens a session to it."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}

    def __enter__(self) -> Directory:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def get(self, url: str, **_: Any) -> Answer:
        assert url == f"{SERVER}/.well-known/openid-configuration"
        return Answer(
            {
                "issuer": SERVER,
                "authorization_endpoint": f"{SERVER}/authorize",
                "token_endpoint": f"{SERVER}/token",
                "jwks_uri": f"{SERVER}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    def request(self, method: str, url: str, **sent: Any) -> Answer:
        assert (method, url) == ("POST", f"{SERVER}/token")
        assert sent["data"]["client_secret"] == "geheim-van-ons"
        assert sent["data"]["code_verifier"]
        token = {"iss": SERVER, "aud": "afspraken", "iat": int(time.time())}
        token |= {"exp": int(time.time()) + 600, **self.claims}
        return Answer({"access_token": "x", "id_token": jwt.encode(token, "k" * 32, "HS256")})


@pytest.fixture
def directory(settings, monkeypatch) -> Directory:
    settings.OPENID = Openid(SERVER, "afspraken", "geheim-van-ons", "Werkaccount", "groups", GROUPS)
    settings.SOCIALACCOUNT_PROVIDERS = settings.OPENID.providers
    settings.TWEEDE_STAP = True
    found = Directory()
    monkeypatch.setattr(sso.Werkaccount, "get_requests_session", lambda self: found)
    return found


def come_in(directory: Directory, *groups: str, sub: str = "1", **claims: Any) -> Any:
    """Somebody comes back from the directory; the answer that they get."""
    directory.claims = {
        "sub": sub,
        "preferred_username": "karin@gemeente.example",
        "email": "karin@gemeente.example",
        "given_name": "Karin",
        "groups": list(groups),
        **claims,
    }
    client = Client()
    asked = client.post(f"{START}?next=/servicepunt/")
    state = parse_qs(urlsplit(asked["Location"]).query)["state"][0]
    answer: Any = client.get(BACK, {"code": "c", "state": state})
    answer.browser = client
    return answer


def test_the_directory_gives_an_account_and_a_role(directory):
    answer = come_in(directory, "g-ks", "g-of-another-system")
    assert answer["Location"] == "/servicepunt/"
    user = User.objects.get()
    assert (user.username, user.first_name) == ("karin@gemeente.example", "Karin")
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert toegang(user).rollen == {Rol.KLANTENSERVICE}
    assert not user.has_usable_password()


def test_the_second_factor_is_that_of_the_directory(directory):
    assert come_in(directory, "g-ks").browser.get("/servicepunt/").status_code == 200


def test_at_every_login_the_roles_are_those_of_the_directory(directory):
    come_in(directory, "g-ks")
    earlier = browser(User.objects.get())
    come_in(directory, "g-ba")
    user = User.objects.get()
    assert toegang(user).rollen == {Rol.BALIE}
    assert earlier.get("/account/").status_code == 200
    assert earlier.get("/servicepunt/")["Location"].startswith("/inloggen/")


def test_who_has_no_group_any_more_is_sent_away_and_loses_the_roles(directory):
    come_in(directory, "g-ks")
    answer = come_in(directory)
    assert answer.status_code == 403
    assert "U hebt hier nog geen rol" in answer.content.decode()
    assert toegang(User.objects.get()).rollen == set()
    assert Logregel.objects.get().handeling == Handeling.GEWEIGERD


def test_who_never_had_a_group_gets_no_account(directory):
    assert come_in(directory).status_code == 403
    assert not User.objects.exists()


def test_a_name_that_is_taken_here_does_not_open_that_account(directory):
    ours = User.objects.create_user("karin@gemeente.example", "karin@gemeente.example")
    come_in(directory, "g-be")
    assert User.objects.count() == 2
    assert not ours.groups.exists()


def test_who_was_made_inactive_here_stays_out(directory):
    come_in(directory, "g-ks")
    User.objects.update(is_active=False)
    answer = come_in(directory, "g-ks")
    assert "Dit account is uitgezet" in answer.content.decode()
    assert answer.browser.get("/servicepunt/")["Location"].startswith("/inloggen/")


def test_nothing_of_the_token_is_kept(directory):
    come_in(directory, "g-ks")
    come_in(directory, "g-ks")
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    "claims", [{"aud": "another"}, {"iss": "https://kwaad.example"}, {"exp": 1}]
)
def test_a_token_that_is_not_for_us_opens_nothing(directory, claims):
    answer = come_in(directory, "g-ks", **claims)
    assert answer.status_code == 401
    assert "Inloggen lukte niet" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "query", [{}, {"code": "c"}, {"code": "c", "state": "x"}, {"error": "access_denied"}]
)
def test_an_answer_that_nobody_asked_for_opens_nothing(directory, query):
    answer = Client().get(BACK, query, follow=True)
    assert answer.status_code in {200, 401}
    assert not User.objects.exists()


def test_the_button_is_there_only_if_there_is_such_an_account(directory, settings, client):
    assert "Werkaccount" in client.get("/inloggen/").content.decode()
    settings.OPENID = Openid()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert START not in client.get("/inloggen/").content.decode()
    assert client.post(START).status_code == 404


# --- settings -------------------------------------------------------------------------------------

GOOD = {
    "OIDC_SERVER": SERVER,
    "OIDC_CLIENT_ID": "afspraken",
    "OIDC_CLIENT_SECRET": "geheim-van-ons",
    "OIDC_ROLLEN": "g-ks=Klantenservice, g-be = Functioneel beheer",
}


def test_the_settings_are_read():
    found = openid(Environment(GOOD))
    assert found.rollen == {"g-ks": "Klantenservice", "g-be": "Functioneel beheer"}
    assert found.origin == "https://login.example"
    assert not openid(Environment({}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_SERVER", "http://login.example"),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_CLIENT_SECRET", "kort"),
        ("OIDC_ROLLEN", ""),
        ("OIDC_ROLLEN", "Klantenservice"),
        ("OIDC_CLAIM", "een twee"),
    ],
)
def test_a_wrong_setting_stops_the_start(name, value):
    with pytest.raises(WrongSetting):
        openid(Environment({**GOOD, name: value}))


def test_a_role_that_does_not_exist_stops_the_start(settings):
    settings.OPENID = Openid(SERVER, rollen={"g": "Baas"})
    with pytest.raises(WrongSetting, match="'Baas' is geen rol"):
        sso.require_known_roles()
