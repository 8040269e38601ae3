"""The mail server and the addresses of our own e-mail, from the environment."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from afspraken.conf.environment import Environment, WrongSetting

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_LONGEST_BOUNCE_NAME = 64 - len("+") - 36  # RFC 5321 4.5.3.1.1, with room for a reference
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed over. `use_tls`: STARTTLS; `use_ssl`: TLS from the first byte."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


@dataclass(frozen=True)
class BounceMailbox:
    """Where undeliverable e-mail arrives: a folder over IMAP, or a Maildir at `path`."""

    host: str = ""
    port: int = 993
    user: str = ""
    password: str = ""
    folder: str = "INBOX"
    use_ssl: bool = True
    path: str = ""

    def __bool__(self) -> bool:
        return bool(self.host or self.path)


def mail_server(env: Environment, name: str) -> MailServer:
    """The server of an address such as smtp+tls://user:password@host; no host if not given.

    Raises: WrongSetting, which never repeats the password.
    """
    value = env.text(name)
    if not value:
        return MailServer()
    parts = _split(name, value)
    if parts.scheme not in _PORTS:
        raise WrongSetting(name, "gebruik smtp://…, smtp+tls://… of smtps://…")
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise WrongSetting(name, "schrijf het als smtp+tls://gebruiker:wachtwoord@server")
    if bool(parts.username) != bool(parts.password):
        raise WrongSetting(name, "een gebruiker en een wachtwoord horen bij elkaar")
    if parts.password and parts.scheme == "smtp" and parts.hostname not in _THIS_MACHINE:
        raise WrongSetting(name, "een wachtwoord gaat alleen over smtp+tls:// of smtps://")
    return MailServer(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
    )


def bounce_mailbox(env: Environment, name: str) -> BounceMailbox:
    """The mailbox of an address such as imaps://user:password@host/INBOX; false if not given.

    Raises: WrongSetting, which never repeats the password.
    """
    value = env.text(name)
    if not value:
        return BounceMailbox()
    parts = _split(name, value)
    if parts.scheme == "maildir" and not parts.netloc and Path(parts.path).joinpath("new").is_dir():
        return BounceMailbox(path=parts.path)
    if parts.scheme == "maildir":
        raise WrongSetting(name, "schrijf het als maildir:///map, en maak eerst die Maildir")
    if parts.scheme not in {"imaps", "imap"} or not (parts.username and parts.password):
        raise WrongSetting(name, "schrijf het als imaps://gebruiker:wachtwoord@server/INBOX")
    if parts.scheme == "imap" and parts.hostname not in _THIS_MACHINE:
        raise WrongSetting(name, "een wachtwoord gaat alleen over imaps://")
    return BounceMailbox(
        host=parts.hostname or "localhost",
        port=parts.port or (993 if parts.scheme == "imaps" else 143),
        user=unquote(parts.username),
        password=unquote(parts.password),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        use_ssl=parts.scheme == "imaps",
    )


def bounce_address(env: Environment, name: str) -> str:
    """The mailbox to which undeliverable e-mail returns, or empty.

    Raises: WrongSetting if there is no room in its name for the reference of a message.
    """
    value = env.mail_address(name)
    if len(value.partition("@")[0]) > _LONGEST_BOUNCE_NAME:
        raise WrongSetting(name, f"gebruik vóór de @ hoogstens {_LONGEST_BOUNCE_NAME} tekens")
    return value


def _split(name: str, value: str) -> SplitResult:
    """The parts of an address. Raises: WrongSetting."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  reading it checks it
    except ValueError as error:
        raise WrongSetting(name, "het adres is niet te lezen") from error
    return parts
