"""Panels and notices that other apps registered, in the pages of employees."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from afspraken import panelen
from afspraken.models import Afspraak

register = template.Library()


@register.simple_tag(takes_context=True)
def toon_panelen(context: dict[str, Any], afspraak: Afspraak) -> SafeString:
    """Every panel of an appointment that this employee may see."""
    return SafeString(
        "\n".join(
            render_to_string(paneel.template, paneel.read(afspraak), context["request"])
            for paneel in _seen_by(context["request"].user)
        )
    )


@register.simple_tag(takes_context=True)
def stijl_van_panelen(context: dict[str, Any]) -> SafeString:
    """The style sheets that those panels need, for the head of the page."""
    sheets = {paneel.css for paneel in _seen_by(context["request"].user) if paneel.css}
    rows = ((static(sheet),) for sheet in sorted(sheets))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', rows)


def _seen_by(user: Any) -> list[panelen.Paneel]:
    return [
        paneel for paneel in panelen.registered() if not paneel.recht or user.has_perm(paneel.recht)
    ]


@register.inclusion_tag("admin/_meldingen.html", takes_context=True)
def toon_meldingen(context: dict[str, Any]) -> dict[str, Any]:
    """Every notice that this employee must know of; nothing if all is well."""
    user, now = context["request"].user, timezone.now()
    return {
        "zinnen": [
            zin
            for melding in panelen.notices()
            if user.has_perm(melding.recht)
            for zin in melding.read(now)
        ]
    }
