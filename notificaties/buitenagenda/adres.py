"""Which addresses may be asked for a calendar. PURE: a name is resolved elsewhere.

A manager types the address, so it must not become a way to look inside the network of the
municipality. Only what stands on the internet is asked, on the ports of the web; a server of our
own must be named in the settings with its port.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit, urlunsplit

from notificaties.buitenagenda.fouten import Fout, Refused

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
"""Characters of an address; a longer one is no address that a calendar program makes."""

Intern = frozenset[tuple[str, int]]
"""Own servers that may be asked though they stand inside: name and port."""

_UNREADABLE = re.compile(r"[^\x21-\x7e]|\\")

_INTERNET = IPv6Network("2000::/3")
_WRAPPED = tuple(map(IPv6Network, ("2002::/16", "2001::/23", "2001:db8::/32", "3fff::/20")))
"""Parts of it that stand for another address, or for none."""


@dataclass(frozen=True)
class Adres:
    """An address that may be asked, once its name turns out to stand on the internet."""

    scheme: str
    host: str
    port: int
    target: str  # path and query

    @property
    def authority(self) -> str:
        """Name and port as a browser would ask for them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """True if nobody on the way can read it."""
        return self.scheme == "https"

    def may_be_inside(self, intern: Intern) -> bool:
        """True for an own server that the settings name."""
        return (self.host, self.port) in intern


def parse(url: str, intern: Intern = frozenset()) -> Adres:
    """The address in its parts. `webcal` is read as https.

    Raises: Refused ADRES if it cannot be asked, INTERN if it is an internal address as such.

    >>> parse("webcal://agenda.example.nl/a.ics").target
    '/a.ics'
    """
    if len(url) > LONGEST or _UNREADABLE.search(url):
        raise Refused(Fout.ADRES)
    try:
        parts = urlsplit(re.sub("^webcals?:", "https:", url, flags=re.IGNORECASE))
        port = parts.port
    except ValueError:
        raise Refused(Fout.ADRES) from None
    if parts.scheme not in PORTS or "@" in parts.netloc or not parts.hostname:
        raise Refused(Fout.ADRES)
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    host = parts.hostname.rstrip(".")
    adres = Adres(parts.scheme, host, port or PORTS[parts.scheme], target)
    if adres.may_be_inside(intern):
        return adres
    if _is_literal(host) and not is_public(host):
        raise Refused(Fout.INTERN)
    if adres.port not in PORTS.values() or not _is_name(host):
        raise Refused(Fout.ADRES)
    return adres


def is_public(address: str) -> bool:
    """True for an IP address that stands on the internet and belongs to one machine.

    >>> is_public("100.64.0.1"), is_public("::ffff:10.0.0.1"), is_public("145.222.1.1")
    (False, False, True)
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        return _is_public_v6(ip)
    return _is_public_v4(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _is_public_v6(ip: IPv6Address) -> bool:
    """Only what is given out on the internet, without the parts that wrap an IPv4 address."""
    return ip.is_global and ip in _INTERNET and not any(ip in net for net in _WRAPPED)


def masked(url: str) -> str:
    """The address with its secret left out, as one may show it.

    >>> masked("https://outlook.office365.com/owa/calendar/abc@x.nl/def/calendar.ics")
    'https://outlook.office365.com/…'
    """
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname}/…" if parts.hostname else "…"
    except ValueError:
        return "…"


def _is_literal(host: str) -> bool:
    """True if this is an IP address and not a name."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _is_name(host: str) -> bool:
    """True for a name with a dot, whose last part is not a number, or a literal address.

    Otherwise `2130706433`, `0x7f.1` and `127.1` would be understood by the system as addresses,
    and `intranet` as a name of our own network.
    """
    if _is_literal(host):
        return True
    labels = host.split(".")
    fits = all(re.fullmatch(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", label) for label in labels)
    return len(labels) > 1 and fits and not re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1])
