"""Which SMS provider this installation uses."""

from __future__ import annotations

from django.conf import settings

from notificaties.channels import Channel


def channel() -> Channel | None:
    """The chosen provider; None if this installation sends no SMS.

    A new one at each call: keep it as long as you send, it holds the connections.
    """
    # Imported when needed: together they take a quarter of a second, and pages send nothing.
    if settings.SMS_PROVIDER == "twilio":
        from notificaties.channels.twilio_sms import TwilioAccount, TwilioSms

        return TwilioSms(
            TwilioAccount(
                account_sid=settings.TWILIO_ACCOUNT_SID,
                auth_token=settings.TWILIO_AUTH_TOKEN,
                sender=settings.SMS_AFZENDER,
                public_url=settings.PUBLIC_URL,
                region=settings.TWILIO_REGION,
                edge=settings.TWILIO_EDGE,
                base_url=settings.TWILIO_BASE_URL,
            )
        )
    if settings.SMS_PROVIDER == "notifynl":
        from notificaties.channels.notifynl import NotifyAccount, NotifyNL

        return NotifyNL(
            NotifyAccount(
                api_key=settings.NOTIFYNL_API_KEY,
                template_id=settings.NOTIFYNL_TEMPLATE_ID,
                base_url=settings.NOTIFYNL_BASE_URL,
            )
        )
    return None
