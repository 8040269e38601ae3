"""Who hands over our SMS, from the environment: Twilio, NotifyNL or nobody."""

from dataclasses import dataclass

from afspraken.conf.environment import Environment, WrongSetting

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True)
class SmsProvider:
    """`naam` empty: no SMS leaves. What belongs to the other provider is read, and not used."""

    naam: str
    afzender: str
    """A number, a name of at most eleven characters, or the sid of a Messaging Service; Twilio."""
    antwoorden: bool
    """Whether customers can answer: nobody can answer a name."""
    twilio_sid: str
    twilio_token: str
    twilio_region: str
    twilio_edge: str
    twilio_url: str
    notifynl_key: str
    notifynl_template: str
    notifynl_callback: str
    """Proves that NotifyNL is the one who says what became of an SMS; empty: it says nothing."""
    notifynl_url: str


def sms_provider(env: Environment) -> SmsProvider:
    """The provider with all it needs. Raises: WrongSetting, which never repeats a secret."""
    naam = env.choice("SMS_PROVIDER", "", allowed=["twilio", "notifynl", ""])
    afzender = env.matching(
        "SMS_AFZENDER",
        r"\+[1-9]\d{7,14}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}",
        "+31970012345 of OuderAmstel",
    )
    has_number = naam == "twilio" and afzender.startswith("+")
    found = SmsProvider(
        naam=naam,
        afzender=afzender,
        antwoorden=env.flag("SMS_ANTWOORDEN", default=has_number),
        twilio_sid=env.matching("TWILIO_ACCOUNT_SID", r"AC[0-9a-f]{32}", "AC en 32 tekens"),
        twilio_token=env.secret("TWILIO_AUTH_TOKEN", r"[0-9a-f]{32}", "32 tekens 0-9 en a-f"),
        twilio_region=env.matching("TWILIO_REGION", r"[a-z]{2}\d", "ie1"),
        twilio_edge=env.matching("TWILIO_EDGE", r"[a-z-]{2,40}", "dublin"),
        twilio_url=env.site_address("TWILIO_BASE_URL", ""),
        notifynl_key=env.secret("NOTIFYNL_API_KEY", rf".*{_UUID}-{_UUID}", "naam-uuid-uuid"),
        notifynl_template=env.matching("NOTIFYNL_TEMPLATE_ID", _UUID, "een uuid"),
        notifynl_callback=env.secret(
            "NOTIFYNL_CALLBACK_TOKEN",
            r"[A-Za-z0-9._~+/=-]{16,128}",
            "16 tot 128 letters en cijfers",
        ),
        notifynl_url=env.site_address("NOTIFYNL_BASE_URL", "https://api.notifynl.nl"),
    )
    _check(found)
    return found


def _check(found: SmsProvider) -> None:
    """Refuse half a provider. Raises: WrongSetting."""
    if found.naam == "twilio" and not (found.twilio_sid and found.twilio_token and found.afzender):
        raise WrongSetting(
            "SMS_PROVIDER",
            "twilio heeft TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN en SMS_AFZENDER nodig",
        )
    if found.naam == "notifynl" and not (found.notifynl_key and found.notifynl_template):
        raise WrongSetting(
            "SMS_PROVIDER", "notifynl heeft NOTIFYNL_API_KEY en NOTIFYNL_TEMPLATE_ID nodig"
        )
    can_answer = found.naam == "twilio" and found.afzender.startswith(("+", "MG"))
    if found.antwoorden and not can_answer:
        raise WrongSetting("SMS_ANTWOORDEN", "antwoorden kan alleen bij twilio op een nummer")
