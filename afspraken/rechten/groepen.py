"""The roles as Django groups, there after every migration.

What the functional manager may on the screens of Django is given here, by name of the app. The
service point has two of them, to which its tasks lead; all other roles have none.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db.models import Q

from afspraken.rechten.tabel import Rol

_MANAGED = ("afspraken", "mobiel", "notificaties")
_OF_THE_SERVICE_POINT = ("view_beltaak", "change_beltaak", "view_stapel", "add_stapel")
"""Calls to make, and letters to post."""


def ship(using: str = "default", apps: Apps = installed, **kwargs: Any) -> None:
    """Create the groups that do not exist, and let the functional manager manage."""
    try:
        group = apps.get_model("auth", "Group")
        permission = apps.get_model("auth", "Permission")
    except LookupError:  # migrating back to before these tables
        return
    groups = group.objects.using(using)
    for rol in Rol:
        groups.get_or_create(name=rol.value)
    # Permissions of an app come after its own migrate signal, which may not have been sent yet.
    for label in _MANAGED:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using)
    manages = Q(content_type__app_label__in=_MANAGED) | Q(
        content_type__app_label="auth", content_type__model="user"
    )
    permissions = permission.objects.using(using)
    groups.get(name=Rol.BEHEER.value).permissions.set(permissions.filter(manages))
    groups.get(name=Rol.KLANTENSERVICE.value).permissions.set(
        permissions.filter(
            content_type__app_label="notificaties", codename__in=_OF_THE_SERVICE_POINT
        )
    )
