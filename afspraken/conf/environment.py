"""Reads settings from the environment and refuses a wrong value in one sentence.

Not for deciding what a setting means: that is `settings.py`.
"""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from phonenumbers import SUPPORTED_REGIONS

TRUE = {"1", "true", "yes", "on", "ja", "aan"}
FALSE = {"0", "false", "no", "off", "nee", "uit", ""}


class WrongSetting(ImproperlyConfigured):
    """A setting has a value that cannot work; the text is one sentence that names it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"Instelling {name} klopt niet: {problem}.")


class Environment:
    """Typed, checked reading of one mapping of environment variables."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding blanks; empty counts as not given."""
        value = self._variables.get(name, "").strip()
        if any(ord(character) < 32 for character in value):
            raise WrongSetting(name, "er staat een stuurteken in")
        return value or default

    def flag(self, name: str, default: bool = False) -> bool:
        if name not in self._variables:
            return default
        value = self.text(name).lower()
        if value not in TRUE | FALSE:
            raise WrongSetting(name, f"'{value}' is geen ja of nee")
        return value in TRUE

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        value = self.text(name, str(default))
        if not re.fullmatch(r"-?\d{1,12}", value, re.ASCII):
            raise WrongSetting(name, f"'{value}' is geen heel getal")
        if not low <= int(value) <= high:
            raise WrongSetting(name, f"{value} ligt niet tussen {low} en {high}")
        return int(value)

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list, separated by commas."""
        parts = [part.strip() for part in self.text(name).split(",")]
        return [part for part in parts if part] or default

    def words_like(self, name: str, pattern: str, example: str, default: list[str]) -> list[str]:
        """A list, separated by commas, of which each part fits `pattern` as a whole."""
        for word in self.words(name, []):
            if not re.fullmatch(pattern, word, re.ASCII | re.IGNORECASE):
                raise WrongSetting(name, f"'{word}' lijkt niet op {example}")
        return self.words(name, default)

    def points(self, name: str, default: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """The corners of an area as latitude and longitude: 52.30,4.90 52.31,4.95 52.28,4.93."""
        words = self.text(name).split()
        pattern = r"(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)"
        found = [re.fullmatch(pattern, word, re.ASCII) for word in words]
        if not all(found) or 0 < len(words) < 3:
            raise WrongSetting(name, "geef minstens drie punten zoals 52.30,4.90")
        return [(float(one[1]), float(one[2])) for one in found if one] or default

    def countries(self, name: str, default: list[str]) -> list[str]:
        """Codes of two letters, separated by commas, of countries that have telephone numbers."""
        codes = [word.upper() for word in self.words(name, default)]
        if unknown := set(codes) - SUPPORTED_REGIONS:
            raise WrongSetting(name, f"'{min(unknown)}' is geen land zoals NL")
        return codes

    def servers(self, name: str) -> list[tuple[str, int]]:
        """Servers as name:port, separated by commas."""
        pattern, example = r"[a-z0-9_.-]{1,253}:\d{1,5}", "mail.voorbeeld.intern:443"
        pairs = (word.split(":") for word in self.words_like(name, pattern, example, default=[]))
        return [(host.lower(), int(port)) for host, port in pairs]

    def choice(self, name: str, default: str, *, allowed: list[str]) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise WrongSetting(name, f"'{value}' is geen van: {', '.join(filter(None, allowed))}")
        return value

    def web_address(self, name: str, default: str = "") -> str:
        """An http(s) address without a slash at the end, or empty where that is the default."""
        value = self.text(name, default)
        if "@" in value.partition("?")[0]:  # it may be a password, so it is not repeated
            raise WrongSetting(name, "een webadres heeft geen gebruiker of wachtwoord")
        if value and not _is_web_address(value):
            raise WrongSetting(name, f"'{value}' is geen webadres zoals https://voorbeeld.nl")
        return value.rstrip("/")

    def site_address(self, name: str, default: str) -> str:
        """Scheme, host and port of a site, without a slash at the end and nothing behind it."""
        value = self.web_address(name, default)
        parts = urlsplit(value)
        if parts.path or "?" in value or "#" in value:
            raise WrongSetting(name, f"'{value}' heeft meer dan een naam en een poort")
        return value

    def host(self, name: str, default: str) -> str:
        """An address or name of this machine."""
        value = self.matching(name, r"[\w.:-]{1,255}", default, default=default)
        if re.fullmatch(r"[\d.]+|.*:.*", value):
            try:
                ip_address(value)
            except ValueError as error:
                raise WrongSetting(name, f"'{value}' is geen netwerkadres") from error
        return value

    def matching(self, name: str, pattern: str, example: str, default: str = "") -> str:
        """Text that fits `pattern` as a whole; empty is allowed where that is the default."""
        value = self.text(name, default)
        if value and not re.fullmatch(pattern, value):
            raise WrongSetting(name, f"'{value}' lijkt niet op {example}")
        return value

    def mail_address(self, name: str, default: str = "") -> str:
        """An e-mail address without a name; a domain of another alphabet is written in ASCII."""
        local, domain = r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}", r"([a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]{2,63}"
        return self.matching(name, rf"(?a:{local}@{domain})", "naam@voorbeeld.nl", default)

    def secret(self, name: str, pattern: str, shape: str) -> str:
        """As `matching`, empty if not given; a wrong value is never repeated."""
        value = self.text(name)
        if value and not re.fullmatch(pattern, value):
            raise WrongSetting(name, f"verwacht wordt {shape}")
        return value

    def directory(self, name: str, default: Path) -> Path:
        """A directory that exists afterwards and in which files can be written."""
        path = Path(self.text(name, str(default))).expanduser().absolute()
        _check_writable(name, path)
        return path

    def database(self, name: str, default: str) -> dict[str, Any]:
        """A Django database from an address; the password is never repeated in an error."""
        value = self.text(name, default)
        scheme = value.partition(":")[0]
        if scheme not in {"postgres", "postgresql", "sqlite"}:
            raise WrongSetting(name, "gebruik postgresql://… of sqlite:///…")
        try:
            database: dict[str, Any] = environ.Env.db_url_config(value)
        except (ValueError, ImproperlyConfigured) as error:
            raise WrongSetting(name, "het adres is niet te lezen") from error
        if not database.get("NAME"):
            raise WrongSetting(name, "de naam van de database ontbreekt")
        folder = Path(database["NAME"]).parent
        if scheme == "sqlite" and not folder.is_dir():
            raise WrongSetting(name, f"de map '{folder}' bestaat niet")
        return database

    def networks(self, name: str, default: list[str]) -> list[str]:
        """Networks such as 10.0.0.0/8, separated by commas; a single address counts as one."""
        words = self.words(name, default)
        try:
            return [str(ip_network(word)) for word in words]
        except ValueError as error:
            raise WrongSetting(name, f"'{','.join(words)}' is geen lijst netwerken") from error

    def cache(self, name: str, default: str) -> dict[str, Any]:
        """A Django cache from an address; the password is never repeated in an error."""
        value = self.text(name, default)
        if value.partition(":")[0] not in {"filecache", "redis", "rediss"}:
            raise WrongSetting(name, "gebruik redis://… of filecache:///…")
        cache: dict[str, Any] = environ.Env.cache_url_config(value)
        if value.startswith("filecache"):
            _check_writable(name, Path(cache["LOCATION"]))
            cache["OPTIONS"] = {"MAX_ENTRIES": 100_000}  # fewer would forget who is locked out
        return cache


def _check_writable(name: str, path: Path) -> None:
    """Make the directory. Raises: WrongSetting if no file can be written in it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".schrijfbaar"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise WrongSetting(name, f"in '{path}' kan niet geschreven worden") from error


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_plain = not re.search(r"\s", value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and port_is_valid and is_plain
