"""The `mobiel` package as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MobielConfig(AppConfig):
    name = "mobiel"
    verbose_name = _("Mobiel")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register with the core what it must know of us."""
        from afspraken import agendabron, offers, panelen, signals, taken, wens
        from afspraken.demo import build
        from mobiel import checking, privacy, triage, uitval  # noqa: F401
        from mobiel.bord import werk
        from mobiel.demo import aanvragen, bouwen, paren
        from mobiel.demo import zittingen as voorbeeldzittingen
        from mobiel.offers import BezoekAanbieder
        from mobiel.telefoon import agendaregels, opvolgen
        from mobiel.telefoon import taken as onderweg
        from mobiel.zitting import annuleren, plannen
        from mobiel.zitting import checking as zittingcontrole  # noqa: F401
        from mobiel.zitting import taken as zittingtaken
        from mobiel.zitting.aanbieder import ZittingAanbieder

        taken.register("bezoekaanvragen", triage.as_tasks)
        taken.register("bezoeken zonder medewerker", uitval.as_tasks)
        taken.register("onderweg", onderweg.as_tasks)
        taken.register("zittingen", zittingtaken.as_tasks)
        taken.register("opvolgen", opvolgen.as_tasks)
        agendabron.register("bezoeken", agendaregels.visits)
        panelen.register_link(
            panelen.Verwijzing(
                "bezoekaanvragen",
                _("Kunt u niet naar ons toe komen? Vraag een bezoek aan."),
                "bezoekaanvragen:producten",
                triage.is_offered,
            )
        )
        build.register("bezoeken", bouwen.build)
        build.register("zittingen", voorbeeldzittingen.build)
        build.register("aanvragen van een bezoek", aanvragen.build)
        build.register("bezoeken met twee", paren.build)
        offers.register("bezoek", BezoekAanbieder())
        offers.register("zitting", ZittingAanbieder())
        wens.register_elsewhere(plannen.is_whole_day)
        signals.afspraak_changed.connect(annuleren.follow, dispatch_uid="mobiel.zitting")
        taken.register("bezoeken", werk.tasks)
