"""Network addresses of visitors, only ever stored as a keyed hash of their neighbourhood."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

Address = IPv4Address | IPv6Address

_NOWHERE = IPv4Address("0.0.0.0")


def client_address(request: HttpRequest) -> Address:
    """The address of the visitor: who connected, or whom our own proxies name.

    X-Forwarded-For is read from the right and only through proxies in TRUSTED_PROXIES, so a
    visitor cannot choose an address.
    """
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not hop.strip() or not _is_trusted(address):
            break
        address = _parsed(hop.strip())
    return address


def neighbourhood(address: Address) -> str:
    """The /24 or /64 around an address: what one person can easily hop within.

    >>> neighbourhood(ip_address("192.0.2.77"))
    '192.0.2.0/24'
    >>> neighbourhood(ip_address("2001:db8:1:2:3::4"))
    '2001:db8:1:2::/64'
    """
    prefix = 24 if address.version == 4 else 64
    return str(ip_network((address, prefix), strict=False))


def bucket(address: Address) -> str:
    """Twelve characters that stand for the neighbourhood and cannot be turned back."""
    return salted_hmac("afspraken.netwerk", neighbourhood(address)).hexdigest()[:12]


def visitor(address: Address) -> str:
    """Twelve characters for one visitor: an IPv4 address, or an IPv6 /64."""
    name = str(address) if address.version == 4 else neighbourhood(address)
    return salted_hmac("afspraken.bezoeker", name).hexdigest()[:12]


def _is_trusted(address: Address) -> bool:
    return any(address in ip_network(network) for network in settings.TRUSTED_PROXIES)


def _parsed(text: str) -> Address:
    """The address in a header; IPv4 inside IPv6 is taken out; what is unreadable is nowhere."""
    try:
        address = ip_address(text.strip().strip("[]"))
    except ValueError:
        return _NOWHERE
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
