"""The municipality that runs this installation, as pages and messages know it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

OUDER_AMSTEL = [
    *((52.345, 4.905), (52.345, 4.965), (52.315, 4.962), (52.300, 4.945), (52.270, 4.960)),
    *((52.235, 4.930), (52.235, 4.870), (52.275, 4.860), (52.310, 4.890)),
]
"""A rough border of the example town, with a margin: latitude and longitude of its corners."""


@dataclass(frozen=True)
class Gemeente:
    """Name, look and addresses; an empty text means the municipality gave none."""

    naam: str
    logo: str
    thema: str
    telefoon: str
    email: str
    website: str
    privacy_url: str
    toegankelijkheid_url: str

    @property
    def logo_origin(self) -> str:
        """Scheme and host of a logo that another server serves, for the content policy."""
        parts = urlsplit(self.logo)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template may use: `gemeente`, and whether this is a demonstration."""
    return {"gemeente": settings.GEMEENTE, "demo": settings.DEMO}
