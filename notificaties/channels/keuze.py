"""Which channels this installation has."""

from __future__ import annotations

from django.conf import settings

from afspraken.models import Berichtkanaal
from notificaties.channels import Channel, Gevonden, Post, Uitkomst, Verzonden


class Geen:
    """The channel of an installation that has no such way: the next way is taken at once."""

    def send(self, post: Post) -> Verzonden:
        """Refuse, so that the customer is reached along another way."""
        return Verzonden(Uitkomst.GEWEIGERD, fout="kanaal niet ingesteld")

    def look_up(self, post: Post) -> tuple[Gevonden, str]:
        """What is uncertain went by a provider that was set before: nobody is left to ask."""
        return Gevonden.ONBEKEND, ""


def channels() -> dict[str, Channel]:
    """The ways along which messages leave by themselves; letters are printed by a person.

    In a demonstration nothing leaves: all of it lies in the postvak. Keep them as long as you
    send: they hold connections.
    """
    if settings.DEMO:
        from notificaties.channels.postvak import Postvak

        return {Berichtkanaal.EMAIL: Postvak("e-mail"), Berichtkanaal.SMS: Postvak("sms")}
    # Imported when needed, because pages send nothing and the clients take long to load.
    from notificaties.channels import sms
    from notificaties.channels.email import Email

    return {Berichtkanaal.EMAIL: Email(), Berichtkanaal.SMS: sms.channel() or Geen()}
