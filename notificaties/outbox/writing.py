"""From a row to a message that can leave: address, text, and the invitation that goes with it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from afspraken.ical import Method
from afspraken.models import Afspraak, Berichtkanaal, Klant, Status
from notificaties.afmelding import stopped
from notificaties.agendas.uitnodiging import invitation, staff_invitation
from notificaties.channels import Post
from notificaties.models import Bericht, Berichtsoort
from notificaties.teksten.opmaak import html_mail
from notificaties.teksten.weergave import Teksten, Weergave, render, with_all_shown
from notificaties.wegen import address

Written = tuple[Post, Weergave] | Exception | None

_INVITES = (
    Berichtsoort.BEVESTIGING,
    Berichtsoort.WIJZIGING,
    Berichtsoort.ANNULERING,
    Berichtsoort.MEDEDELING,
    Berichtsoort.TIJDVAK,
)


def write_posts(batch: Sequence[Bericht]) -> Iterator[tuple[Bericht, Written]]:
    """Each message with its text as it is now; None if its appointment is gone or changed.

    Reads all appointments in a fixed number of queries. What cannot be written comes with its
    error, so that one message does not hold up the others.
    """
    afspraken = _afspraken({row.afspraak_id for row in batch if row.afspraak_id is not None})
    texts = Teksten.load()
    klanten = _klanten(batch, afspraken)
    no_sms = stopped(
        str(klant.telefoon or "")
        for row, klant in zip(batch, klanten, strict=True)
        if klant and row.kanaal == Berichtkanaal.SMS
    )
    for bericht, klant in zip(batch, klanten, strict=True):
        afspraak = afspraken.get(bericht.afspraak_id or 0)
        is_gone = afspraak is None or afspraak.versie != bericht.versie
        if is_gone and bericht.afspraak_id is not None:
            yield bericht, None
            continue
        bericht.afspraak, bericht.klant = afspraak, klant if bericht.klant_id else None
        try:
            yield bericht, write_post(bericht, afspraak, texts, no_sms)
        except Exception as error:
            yield bericht, error


def write_post(
    bericht: Bericht,
    afspraak: Afspraak | None,
    texts: Teksten,
    no_sms: Container[str] | None = None,
) -> tuple[Post, Weergave]:
    """One message as it would leave now. `afspraak` comes with all that it shows, prefetched.

    None: it is about something that is no appointment.

    `no_sms` are numbers that want none; None: asked here.
    """
    weergave = render(bericht, afspraak, texts)
    is_mail = bericht.kanaal == Berichtkanaal.EMAIL
    aan, naam = _recipient(bericht, no_sms)
    ics, method = b"", None
    if is_mail and afspraak is not None and bericht.soort in _INVITES:
        method = _method(bericht, afspraak)
        invite = invitation if bericht.middel_id is None else staff_invitation
        ics = invite(afspraak, method=method, attendee_email=aan, attendee_name=naam)
    post = Post(
        referentie=bericht.referentie.hex,
        aan=aan,
        taal=bericht.klant.taal if bericht.klant else "nl",
        titel=weergave.titel,
        tekst=weergave.tekst,
        html=html_mail(weergave) if is_mail else "",
        ics=ics,
        ics_method=method or "",
    )
    return post, weergave


def _klanten(batch: Sequence[Bericht], afspraken: Mapping[int, Afspraak]) -> list[Klant | None]:
    """Of each message the customer as they are now; one more query if some have no appointment."""
    alone = {row.klant_id for row in batch if row.afspraak_id is None and row.klant_id is not None}
    known = Klant.objects.in_bulk(alone) if alone else {}
    return [
        known.get(row.klant_id or 0)
        if row.afspraak_id is None
        else getattr(afspraken.get(row.afspraak_id), "klant", None)
        for row in batch
    ]


def _recipient(bericht: Bericht, no_sms: Container[str] | None) -> tuple[str, str]:
    """Address and name of who gets it, as they are now."""
    if bericht.klant is not None:
        return address(bericht.klant, bericht.kanaal, no_sms), bericht.klant.naam
    if bericht.middel is None:
        return bericht.aan, ""  # somebody else: see `rows.to_address`
    mailbox = getattr(bericht.middel, "berichtadres", None)
    return (mailbox.email, str(bericht.middel)) if mailbox and mailbox.is_actief else ("", "")


def _method(bericht: Bericht, afspraak: Afspraak) -> Method:
    """CANCEL where the recipient has to strike it out, else REQUEST."""
    gone = afspraak.status == Status.GEANNULEERD
    if bericht.middel_id is not None:
        gone = gone or bericht.middel_id not in {one.middel_id for one in afspraak.inzetten.all()}
    return Method.CANCEL if gone else Method.REQUEST


def _afspraken(pks: set[int]) -> dict[int, Afspraak]:
    """The appointments by number, with everything that a message shows."""
    return {row.pk: row for row in with_all_shown(Afspraak.objects.filter(pk__in=pks))}
