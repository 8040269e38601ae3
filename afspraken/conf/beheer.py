"""Puts our own site in the place of Django's admin."""

from django.contrib.admin.apps import AdminConfig


class BeheerConfig(AdminConfig):
    default_site = "afspraken.toegang.beheersite.Site"
