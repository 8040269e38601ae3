"""The scheduling core as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AfsprakenConfig(AppConfig):
    name = "afspraken"
    verbose_name = _("Afspraken")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the core's own provider known, the roles, what is due; watch who logs in."""
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in

        from afspraken import integrity, offers, ophalen, panelen, signals, taken, tijdvoorstellen
        from afspraken.balie.provider import Balie
        from afspraken.contact import lijsten
        from afspraken.ophalen import lijsten as documenten
        from afspraken.rechten import groepen
        from afspraken.storing import unsettled
        from afspraken.toegang import sessie, sso, tweede_stap
        from afspraken.vraagtrechter import watching
        from afspraken.wachtrij import integriteit

        integrity.register(integrity.Check("wachtrij", integriteit.check))
        offers.register("balie", Balie())
        taken.register("terugbelverzoeken", lijsten.for_the_service_point)
        taken.register("storingen", unsettled.for_the_service_point)
        who = "afspraken.change_levensgebeurtenis"
        panelen.register_notice(panelen.Melding("vraagtrechters", watching.broken, who))
        taken.register("documenten", documenten.for_the_service_point)
        signals.afspraak_changed.connect(ophalen.follow, dispatch_uid="afspraken.ophalen")
        signals.afspraak_changed.connect(
            tijdvoorstellen.follow, dispatch_uid="afspraken.tijdvoorstellen"
        )
        post_migrate.connect(groepen.ship, sender=self, dispatch_uid="afspraken.rechten")
        user_logged_in.connect(sessie.on_logged_in, dispatch_uid="afspraken.sessie")
        authenticator_added.connect(tweede_stap.on_added, dispatch_uid="afspraken.tweede_stap")
        sso.require_known_roles()
