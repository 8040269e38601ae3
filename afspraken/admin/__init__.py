"""The door of the functional manager: catalogue, resources, rosters, and appointments to read.

Read in this order: scherm (what every screen does), catalogus, middelen, schermen (those in a
building), roosters (the week view), sluitingen, levensgebeurtenissen, afspraken, gebruikers. Rules
are not here: see `afspraken/roosters/` and `afspraken/vraagtrechter/`.
"""

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from afspraken.admin import (
    adressen,
    afspraken,
    catalogus,
    gebruikers,
    levensgebeurtenissen,
    middelen,
    roosters,
    schermen,
    sluitingen,
)

__all__ = [
    "adressen",
    "afspraken",
    "catalogus",
    "gebruikers",
    "levensgebeurtenissen",
    "middelen",
    "roosters",
    "schermen",
    "sluitingen",
]

admin.site.site_header = _("Functioneel beheer")
admin.site.site_title = _("Functioneel beheer")
admin.site.index_title = _("Wat wilt u regelen?")
admin.site.enable_nav_sidebar = False  # the menu under the header is enough
# Deleting goes one by one: the page says what goes along, and what is still in use stays.
admin.site.disable_action("delete_selected")

# Weekly series go through the week view alone: an edit beside it would leave Openstand behind.
# What allauth keeps of an account is changed by its owner, or with the user.
for label in ("schedule", "account", "mfa", "socialaccount"):
    for model in apps.get_app_config(label).get_models():
        if admin.site.is_registered(model):
            admin.site.unregister(model)
