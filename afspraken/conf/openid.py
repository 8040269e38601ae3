"""Logging in with the account of work: OpenID Connect, in the shape of Microsoft Entra ID."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from afspraken.conf.environment import Environment, WrongSetting

PROVIDER = "werk"
"""How the addresses of the site name it."""


@dataclass(frozen=True)
class Openid:
    """Empty server: nobody logs in this way. `rollen`: group or role of the claim → our role."""

    server: str = ""
    client_id: str = ""
    secret: str = ""
    naam: str = ""
    claim: str = "groups"
    rollen: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.server)

    @property
    def origin(self) -> str:
        """Scheme and host, to which a form of the login page leads."""
        parts = urlsplit(self.server)
        return f"{parts.scheme}://{parts.netloc}" if self.server else ""

    @property
    def providers(self) -> dict[str, Any]:
        """The setting of allauth. Groups stand in the id token, not in the user info of Entra."""
        if not self:
            return {}
        app = {
            "provider_id": PROVIDER,
            "name": self.naam,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {
                "server_url": self.server,
                "fetch_userinfo": False,
                "oauth_pkce_enabled": True,
            },
        }
        return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def openid(env: Environment) -> Openid:
    """Raises: WrongSetting if a part of it is missing or cannot be read."""
    server = env.web_address("OIDC_SERVER")
    if not server:
        return Openid()
    if not server.startswith("https://") and urlsplit(server).hostname not in {
        "localhost",
        "127.0.0.1",
    }:
        raise WrongSetting("OIDC_SERVER", "het adres moet met https:// beginnen")
    found = Openid(
        server=server,
        client_id=env.text("OIDC_CLIENT_ID"),
        secret=env.secret("OIDC_CLIENT_SECRET", r"\S{8,}", "8 tekens of meer zonder spaties"),
        naam=env.text("OIDC_NAAM", "Inloggen met uw werkaccount"),
        claim=env.matching("OIDC_CLAIM", r"[\w.:/-]{1,100}", "groups", default="groups"),
        rollen=_roles(env),
    )
    if not (found.client_id and found.secret and found.rollen):
        raise WrongSetting(
            "OIDC_SERVER", "er horen OIDC_CLIENT_ID, OIDC_CLIENT_SECRET en OIDC_ROLLEN bij"
        )
    return found


def _roles(env: Environment) -> dict[str, str]:
    """`group=Role, group=Role`."""
    found = {}
    for word in env.words("OIDC_ROLLEN", []):
        group, equals, rol = (part.strip() for part in word.partition("="))
        if not (group and equals and rol):
            raise WrongSetting("OIDC_ROLLEN", f"'{word}' lijkt niet op groep=Klantenservice")
        found[group] = rol
    return found
