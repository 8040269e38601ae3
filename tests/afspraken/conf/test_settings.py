"""A wrong setting is one sentence that names it; a right one does what it says."""

import re
import runpy
import stat
from pathlib import Path

import pytest

from afspraken.conf.environment import WrongSetting

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Read all settings anew, from these environment variables and nothing else."""

    def read(**variables):
        monkeypatch.setattr("os.environ", {"DATA_DIR": str(tmp_path)} | variables)
        return runpy.run_path(str(ROOT / "afspraken" / "conf" / "settings.py"))

    return read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "a\nb"),
        ("ALLOWED_HOSTS", "http://foo"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "goed.nl,fout/"),
        ("BEWAARTERMIJN_CONTACTEN_DAGEN", "0"),
        ("BEWAARTERMIJN_DAGEN", "0"),
        ("BEWAARTERMIJN_ONDERWEG_DAGEN", "0"),
        ("BROKER_URL", "localhost"),
        ("BUITENAGENDA_INTERN", "mail.gemeente.intern"),
        ("BUITENAGENDA_INTERN", "https://mail.gemeente.intern:443"),
        ("BUITENAGENDA_INTERN", "10.0.0.0/8"),
        ("CACHE_URL", "shared"),
        ("CACHE_URL", "filecache:///proc/nope"),
        ("DATABASE_URL", "mysql://user:secret@host/db"),
        ("DATABASE_URL", "postgresql://user:secret@host:port/db"),
        ("DATABASE_URL", "postgresql://user:secret@host"),
        ("DATABASE_URL", "sqlite:////nergens/afspraken.sqlite3"),
        ("DATA_DIR", "/dev/null/var"),
        ("DEBUG", "misschien"),
        ("DEMO", "2"),
        ("EMAIL_TIMEOUT", "0"),
        ("EMAIL_URL", "mail.voorbeeld.nl"),
        ("EMAIL_URL", "https://mail.voorbeeld.nl"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://[x"),
        ("EMAIL_URL", "smtp://mail.voorbeeld.nl:poort"),
        ("EMAIL_URL", "smtp://mail.voorbeeld.nl/map"),
        ("EMAIL_URL", "smtp://user:secret@mail.voorbeeld.nl"),
        ("EMAIL_URL", "smtps://user@mail.voorbeeld.nl"),
        ("FRAME_ANCESTORS", "'none'; script-src *"),
        ("FRAME_ANCESTORS", "*"),
        ("GEMEENTE_EMAIL", "gemeente"),
        ("GEBIED_GRENS", "52.30,4.88 52.34,4.95"),
        ("GEBIED_GRENS", "Ouderkerk, Duivendrecht, Waver"),
        ("GEBIED_POSTCODES", "1191 AA"),
        ("GEMEENTE_EMAIL", "a@voorbeeld.nl,b@voorbeeld.nl"),
        ("GEMEENTE_LOGO", "javascript:alert(1)"),
        ("GEMEENTE_NAAM", "Gemeente\x00"),
        ("GEMEENTE_TELEFOON", "bel ons"),
        ("GEMEENTE_THEMA", "../etc"),
        ("GEMEENTE_WEBSITE", "voorbeeld.nl"),
        ("HOLDS_PER_NETWORK", "0"),
        ("HOLD_EXTENSIONS", "9"),
        ("HOLD_MINUTES", "0"),
        ("HOLD_MINUTES", "1.5"),
        ("HOLD_MINUTES", "tien"),
        ("HOST", "een adres"),
        ("HOST", "999.1.1.1"),
        ("HOST", ":::"),
        ("LOOKS_PER_NETWORK", "9"),
        ("MAIL_BOUNCES", "a-name-of-more-than-27-octets@voorbeeld.nl"),
        ("MAIL_BOUNCES_URL", "mail.voorbeeld.nl"),
        ("MAIL_BOUNCES_URL", "imaps://mail.voorbeeld.nl"),
        ("MAIL_BOUNCES_URL", "imap://user:secret@mail.voorbeeld.nl/INBOX"),
        ("MAIL_BOUNCES_URL", "imaps://user:secret@mail.voorbeeld.nl:poort"),
        ("MAIL_BOUNCES_URL", "maildir:///nergens"),
        ("MAIL_BOUNCES_URL", "maildir://secret/map"),
        ("MAIL_FROM", "Gemeente <afspraken@voorbeeld.nl>"),
        ("MAIL_FROM", "afspraken@voorbeeld"),
        ("MAIL_REPLY_TO", "a@b.nl\u2028Bcc: c@d.nl"),
        ("PDOK_URL", "api.pdok.nl"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "٣"),
        ("PRIVACY_URL", "ftp://voorbeeld.nl"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://voorbeeld.nl:poort"),
        ("PUBLIC_URL", "https://voor beeld.nl"),
        ("PUBLIC_URL", "https://[x"),
        ("PUBLIC_URL", "https://u:secret@voorbeeld.nl"),
        ("PUBLIC_URL", "https://voorbeeld.nl/?a=b"),
        ("PUBLIC_URL", "https://voorbeeld.nl/?"),
        ("PUBLIC_URL", "https://voorbeeld.nl/#a"),
        ("PUBLIC_URL", "https://voorbeeld.nl/pad"),
        ("MAX_TOEKOMSTIGE_AFSPRAKEN", "veel"),
        ("SECRET_KEY", "short"),
        ("NOTIFYNL_API_KEY", "secret"),
        ("NOTIFYNL_CALLBACK_TOKEN", "te kort"),
        ("NOTIFYNL_BASE_URL", "https://api.notifynl.nl/v2"),
        ("NOTIFYNL_TEMPLATE_ID", "mijn sjabloon"),
        ("SMS_AFZENDER", "Gemeente Ouder-Amstel"),
        ("SMS_AFZENDER", "12345"),
        ("SMS_ANTWOORDEN", "ja"),
        ("SMS_LANDEN", "NL, Nederland"),
        ("SMS_LANDEN", "XX"),
        ("SMS_PER_NUMMER", "0"),
        ("SMS_PER_UUR", "-1"),
        ("SMS_PROVIDER", "kpn"),
        ("SMS_PROVIDER", "notifynl"),
        ("SMS_PROVIDER", "twilio"),
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TERUGBELNORM_UREN", "0"),
        ("TWILIO_ACCOUNT_SID", "SK0123"),
        ("TWILIO_AUTH_TOKEN", "secret"),
        ("TWILIO_BASE_URL", "api.twilio.com"),
        ("TWILIO_EDGE", "dublin.twilio.com"),
        ("TWILIO_REGION", "Ireland"),
        ("TOEGANKELIJKHEID_URL", "https//voorbeeld.nl"),
        ("WEB_WORKERS", "-1"),
        ("WERKTIJDEN", "altijd"),
        ("WERKTIJDEN", "ma-vr 17:00-8:30"),
        ("WERKTIJDEN", "vr-ma 8:30-17:00"),
    ],
)
def test_a_wrong_value_is_one_sentence_with_its_name(load, name, value):
    with pytest.raises(WrongSetting) as refused:
        load(**{name: value})
    sentence = str(refused.value)
    assert sentence.startswith(f"Instelling {name} klopt niet: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "secret" not in sentence


def test_an_unknown_theme_is_refused_once_the_bundle_exists(load):
    settings = load()
    if not settings["BUNDLE_DIR"].is_dir():
        pytest.skip("the front-end bundle has not been built")
    with pytest.raises(WrongSetting, match="GEMEENTE_THEMA"):
        load(GEMEENTE_THEMA="onbekend")


def test_without_any_setting_it_is_a_safe_single_server(load, tmp_path):
    settings = load()
    assert settings["DEBUG"] is False
    assert settings["DEMO"] is False
    assert settings["HOST"] == "127.0.0.1"
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "afspraken.sqlite3")
    assert settings["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "ATOMIC_REQUESTS" not in str(settings["DATABASES"])


def test_the_secret_key_is_made_once_and_for_this_user_only(load, tmp_path):
    first = load()["SECRET_KEY"]
    assert load()["SECRET_KEY"] == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_database_server_needs_a_shared_secret_key(load):
    with pytest.raises(WrongSetting, match="SECRET_KEY"):
        load(DATABASE_URL="postgresql://user@host/db")
    load(DATABASE_URL="postgresql://user@host/db", SECRET_KEY="x" * 32)


def test_a_https_address_makes_cookies_secure(load):
    plain, secure = load(), load(PUBLIC_URL="https://afspraken.voorbeeld.nl/")
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"):
        assert not plain[name]
        assert secure[name]
    assert "afspraken.voorbeeld.nl" in secure["ALLOWED_HOSTS"]
    assert secure["CSRF_TRUSTED_ORIGINS"] == ["https://afspraken.voorbeeld.nl"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "afspraken.voorbeeld.nl, .voorbeeld.nl, 10.0.0.1, [::1], localhost"),
        ("FRAME_ANCESTORS", "'self', https://voorbeeld.nl, https://*.voorbeeld.nl:8443"),
        ("HOST", "0.0.0.0"),
        ("HOST", "::"),
        ("HOST", "localhost"),
        ("PRIVACY_URL", "https://voorbeeld.nl/privacy?taal=nl#afspraken"),
        ("PUBLIC_URL", "http://localhost:8100/"),
        ("CACHE_URL", "redis://localhost:6379/1"),
    ],
)
def test_a_right_value_is_accepted(load, name, value):
    assert load(**{name: value})


TWILIO = {
    "SMS_PROVIDER": "twilio",
    "SMS_AFZENDER": "OuderAmstel",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "0" * 32,
}


@pytest.mark.parametrize("missing", ["SMS_AFZENDER", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"])
def test_twilio_needs_an_account_and_a_sender(load, missing):
    assert load(**TWILIO)["SMS_PROVIDER"] == "twilio"
    with pytest.raises(WrongSetting, match=missing):
        load(**{name: value for name, value in TWILIO.items() if name != missing})


@pytest.mark.parametrize("missing", ["NOTIFYNL_API_KEY", "NOTIFYNL_TEMPLATE_ID"])
def test_notifynl_needs_a_key_and_a_template(load, missing):
    uuid = "f33517ff-2a88-4f6e-b855-c550268ce08a"
    given = {"NOTIFYNL_API_KEY": f"proef-{uuid}-{uuid}", "NOTIFYNL_TEMPLATE_ID": uuid}
    assert load(SMS_PROVIDER="notifynl", **given)["SMS_PROVIDER"] == "notifynl"
    with pytest.raises(WrongSetting, match=missing):
        load(SMS_PROVIDER="notifynl", **{n: value for n, value in given.items() if n != missing})


def test_own_servers_of_calendars_are_named_with_their_port(load):
    assert load()["BUITENAGENDA_INTERN"] == []
    named = load(BUITENAGENDA_INTERN="Mail.gemeente.intern:443, 10.0.0.5:8443")
    assert named["BUITENAGENDA_INTERN"] == [("mail.gemeente.intern", 443), ("10.0.0.5", 8443)]


def test_countries_may_be_written_in_small_letters(load):
    assert load()["SMS_LANDEN"] == ["NL", "BE", "DE"]
    assert load(SMS_LANDEN="nl, gb")["SMS_LANDEN"] == ["NL", "GB"]


def test_only_a_number_can_be_answered(load):
    number = TWILIO | {"SMS_AFZENDER": "+31970012345"}
    assert load(**number)["SMS_ANTWOORDEN"] is True
    assert load(**number, SMS_ANTWOORDEN="nee")["SMS_ANTWOORDEN"] is False
    assert load(**TWILIO)["SMS_ANTWOORDEN"] is False
    with pytest.raises(WrongSetting, match="SMS_ANTWOORDEN"):
        load(**TWILIO, SMS_ANTWOORDEN="ja")


def test_scripts_and_styles_come_from_here_only(load):
    policy = load()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert "unsafe" not in str(policy)


def test_only_the_logo_may_come_from_elsewhere(load):
    policy = load(GEMEENTE_LOGO="https://beeld.voorbeeld.nl/map/logo.svg")
    assert (
        "https://beeld.voorbeeld.nl" in policy["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]
    )


def test_every_setting_is_explained_to_who_runs_it():
    """The names that are read and the names in the table are the same."""
    conf = ROOT / "afspraken" / "conf"
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(conf.glob("*.py")))
    read = set(re.findall(r'(?:env\.\w+\(|\(env,)\s*"([A-Z_]+)"', source)) | {"SECRET_KEY"}
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert read == explained


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.voorbeeld.nl", "mail.voorbeeld.nl", 25, False, False),
        ("smtp://mail.voorbeeld.nl:2525", "mail.voorbeeld.nl", 2525, False, False),
        ("smtp+tls://u:p%40ss%2F@mail.voorbeeld.nl", "mail.voorbeeld.nl", 587, True, False),
        ("smtps://u%40b.nl:p@[2001:db8::1]", "2001:db8::1", 465, False, True),
        ("smtp://u:p@localhost:1025", "localhost", 1025, False, False),
    ],
)
def test_the_address_of_a_mail_server_says_how_to_reach_it(load, url, host, port, tls, ssl):
    settings = load(EMAIL_URL=url, MAIL_FROM="afspraken@voorbeeld.nl")
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == (host, port)
    assert (settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (tls, ssl)
    assert settings["EMAIL_TIMEOUT"] == 10


def test_the_password_of_a_mail_server_may_hold_any_sign(load):
    settings = load(EMAIL_URL="smtps://u%40b.nl:p%40ss%2F@mail.nl", MAIL_FROM="a@voorbeeld.nl")
    assert (settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"]) == ("u@b.nl", "p@ss/")


def test_the_mailbox_of_bounces_is_over_imap_or_a_maildir(load, tmp_path):
    box = load(MAIL_BOUNCES_URL="imaps://u:p%40ss@mail.nl/INBOX%2FBounces")["MAIL_BOUNCES_URL"]
    assert (box.host, box.port, box.password, box.folder) == (
        "mail.nl",
        993,
        "p@ss",
        "INBOX/Bounces",
    )
    assert load(MAIL_BOUNCES_URL="imap://u:p@localhost")["MAIL_BOUNCES_URL"].folder == "INBOX"
    (tmp_path / "new").mkdir()
    box = load(MAIL_BOUNCES_URL=f"maildir://{tmp_path}")["MAIL_BOUNCES_URL"]
    assert box.path == str(tmp_path)
    assert not load()["MAIL_BOUNCES_URL"]


def test_a_mail_server_needs_a_sender(load):
    with pytest.raises(WrongSetting, match="MAIL_FROM"):
        load(EMAIL_URL="smtp://mail.voorbeeld.nl")


def test_replies_go_to_the_municipality_unless_said_otherwise(load):
    assert load(GEMEENTE_EMAIL="info@voorbeeld.nl")["MAIL_REPLY_TO"] == "info@voorbeeld.nl"


def test_a_working_week_has_days_of_different_length(load):
    week = load(WERKTIJDEN="ma-do 8:30-17:00, vr 8:30-12:00")["WERKTIJDEN"]
    assert sorted(week) == [0, 1, 2, 3, 4]
    assert [tot.hour for _van, tot in week.values()] == [17, 17, 17, 17, 12]
