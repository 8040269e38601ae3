"""SMS by NotifyNL, the message service for Dutch government.

It sends fixed templates: ours holds one placeholder, ((tekst)), so that texts are managed here.

Source: docs.notifynl.nl
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from notificaties.channels import Gevonden, Post, Uitkomst, Verzonden
from notificaties.channels.http import TIME_LIMIT, OneTry, without_answer

PLACEHOLDER = "tekst"


@dataclass(frozen=True)
class NotifyAccount:
    """What is needed to send. `template_id` is the template whose text is ((tekst))."""

    api_key: str = field(repr=False)
    template_id: str
    base_url: str


class NotifyNL:
    """Channel for SMS. Used by many threads; each has its own client and connection."""

    def __init__(self, account: NotifyAccount, *, seconds: float = TIME_LIMIT) -> None:
        self._account = account
        self._seconds = seconds
        self._of_thread = threading.local()

    def send(self, post: Post) -> Verzonden:
        """Hand over one SMS. Never raises; see `Channel`."""
        try:
            answer = self._client.send_sms_notification(
                phone_number=post.aan,
                template_id=self._account.template_id,
                personalisation={PLACEHOLDER: post.tekst},
                reference=post.referentie,
            )
            return Verzonden(Uitkomst.AANVAARD, provider_id=answer["id"])
        except HTTPError as error:
            return _failed(error)
        except Exception as error:  # an answer that cannot be read: it may have been taken
            return Verzonden(Uitkomst.ONBEKEND, fout=f"onleesbaar: {type(error).__name__}")

    def look_up(self, post: Post) -> tuple[Gevonden, str]:
        """Whether NotifyNL has a message with our reference, and its id.

        Its "no" counts, as long as it keeps messages (seven days unless the service chose
        otherwise): it stores a message under our reference before it answers.

        Source: docs.notifynl.nl, "Get the status of multiple messages"
        """
        try:
            answer = self._client.get_all_notifications(reference=post.referentie)
            ids = [one["id"] for one in answer["notifications"]]
        except Exception:  # whatever went wrong, it proves nothing
            return Gevonden.NIET_NU, ""
        return (Gevonden.JA, ids[0]) if ids else (Gevonden.NEE, "")

    @property
    def _client(self) -> Any:
        if not hasattr(self._of_thread, "client"):
            client = NotificationsAPIClient(  # type: ignore[no-untyped-call]
                self._account.api_key, self._account.base_url
            )
            client.request_session = OneTry(self._seconds)
            self._of_thread.client = client
        return self._of_thread.client


def _failed(error: HTTPError) -> Verzonden:
    """What an error proves. The client calls a missing answer a 503, so look at the cause first.

    A 503 is not among the documented answers of NotifyNL, so it proves nothing.
    """
    if error.response is None:
        return without_answer(error.__cause__)
    status = error.status_code
    fout = f"notifynl {status}"
    if status in {401, 403, 429}:  # 401 and 403 are about our key, not about this message
        return Verzonden(Uitkomst.NIET_AANVAARD, fout=fout)
    if 400 <= status < 500 and status != 408:
        return Verzonden(Uitkomst.GEWEIGERD, fout=fout)
    return Verzonden(Uitkomst.ONBEKEND, fout=fout)
