"""All settings, read from the environment. A wrong value stops the start with one sentence.

`docs/operations.md` explains them for the person who runs the system.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext

from afspraken.conf.environment import Environment, WrongSetting
from afspraken.conf.inloggen import *  # noqa: F403
from afspraken.conf.logs import LOG
from afspraken.conf.mail import bounce_address, bounce_mailbox, mail_server
from afspraken.conf.municipality import OUDER_AMSTEL, Gemeente
from afspraken.conf.openid import openid
from afspraken.conf.secret import secret_key
from afspraken.conf.sms import sms_provider
from afspraken.conf.werkweek import half_days, working_week

django_stubs_ext.monkeypatch()  # ModelAdmin[Product] and the like work at run time too

BASE_DIR = Path(__file__).resolve().parents[2]
BUNDLE_DIR = BASE_DIR / "frontend" / "dist"
env = Environment(dict(os.environ))

# --- where it runs ------------------------------------------------------------------------------

DATA_DIR = env.directory("DATA_DIR", BASE_DIR / "var")
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")  # example town: its logins are shown, no real messages leave
HOST = env.host("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, low=1, high=65535)
WEB_WORKERS = env.number("WEB_WORKERS", 2, low=1, high=64)
WEB_THREADS = env.number("WEB_THREADS", 4, low=1, high=64)

# Links in messages are built from this address, never from the Host of a request.
PUBLIC_URL = env.site_address("PUBLIC_URL", f"http://localhost:{PORT}")
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.words_like(
    "ALLOWED_HOSTS",
    r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]",
    "afspraken.voorbeeld.nl",
    default=[urlsplit(PUBLIC_URL).hostname or "", "localhost", "127.0.0.1", "[::1]"],
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# Whose X-Forwarded-For is believed: a proxy on this machine, or the networks named.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ["127.0.0.0/8", "::1/128"])

# --- the municipality ---------------------------------------------------------------------------

GEMEENTE = Gemeente(
    naam=env.text("GEMEENTE_NAAM", "Gemeente Ouder-Amstel"),
    logo=env.matching(
        "GEMEENTE_LOGO", r"(https://|/)[^\s'\"<>;,]+", "https://voorbeeld.nl/logo.svg"
    ),
    thema=env.matching("GEMEENTE_THEMA", r"[a-z][a-z0-9-]{0,39}", "voorbeeld", default="voorbeeld"),
    telefoon=env.matching(
        "GEMEENTE_TELEFOON",
        r"[+\d][\d ()-]{2,19}",
        "020 123 45 67",
        default="020 123 45 67" if DEMO else "",
    ),
    email=env.mail_address("GEMEENTE_EMAIL", "afspraken@example.nl" if DEMO else ""),
    website=env.web_address("GEMEENTE_WEBSITE"),
    privacy_url=env.web_address("PRIVACY_URL", "https://example.nl/privacy" if DEMO else ""),
    toegankelijkheid_url=env.web_address(
        "TOEGANKELIJKHEID_URL", "https://example.nl/toegankelijkheid" if DEMO else ""
    ),
)
if BUNDLE_DIR.is_dir() and not (BUNDLE_DIR / f"thema-{GEMEENTE.thema}.css").exists():
    raise WrongSetting("GEMEENTE_THEMA", f"het thema '{GEMEENTE.thema}' bestaat niet")

# --- rules of booking ---------------------------------------------------------------------------

HOLD_MINUTES = env.number("HOLD_MINUTES", 10, low=2, high=120)
BEWAARTERMIJN_DAGEN = env.number("BEWAARTERMIJN_DAGEN", 30, low=1, high=3650)
# Counted from the contact: what someone asked last month helps whoever takes the next call.
BEWAARTERMIJN_CONTACTEN_DAGEN = env.number("BEWAARTERMIJN_CONTACTEN_DAGEN", 180, low=1, high=3650)
# Where officials were when, and with which phone: for kilometres, and a phone that was lost.
BEWAARTERMIJN_ONDERWEG_DAGEN = env.number("BEWAARTERMIJN_ONDERWEG_DAGEN", 365, low=1, high=3650)
# WCAG 2.2.1 asks for at least ten; after that the time must go to someone else.
HOLD_EXTENSIONS = env.number("HOLD_EXTENSIONS", 10, low=10, high=100)
# Times that visitors of one network (/24 or /64) may hold at once, against hoarding.
HOLDS_PER_NETWORK = env.number("HOLDS_PER_NETWORK", 10, low=1, high=100_000)
# Looks of one network at free times in a minute, counted by each web process, against scraping.
LOOKS_PER_NETWORK = env.number("LOOKS_PER_NETWORK", 120, low=10, high=1_000_000)
MAX_TOEKOMSTIGE_AFSPRAKEN = env.number("MAX_TOEKOMSTIGE_AFSPRAKEN", 2, low=1, high=1000)

# Where we visit: postcodes of four digits, and a border of points. Empty: it is not asked.
GEBIED_POSTCODES = env.words_like(
    "GEBIED_POSTCODES",
    r"[1-9]\d{3}",
    "1191",
    default=["1114", "1115", "1184", "1191"] if DEMO else [],
)
# Which address a postcode and a number are: the public register. Empty: only our own table.
PDOK_URL = env.web_address("PDOK_URL")
GEBIED_GRENS = env.points("GEBIED_GRENS", OUDER_AMSTEL if DEMO else [])

# --- promises to customers ----------------------------------------------------------------------

WERKTIJDEN = working_week(env, "WERKTIJDEN")
# Working hours within which a call-back is kept, where a department has no norm of its own.
TERUGBELNORM_UREN = env.number("TERUGBELNORM_UREN", 17, low=1, high=400)

# Days after which a document that lies ready is recalled, and after which it is taken out: three
# months for travel documents (Paspoortuitvoeringsregeling Nederland 2001, art. 67).
OPHALEN_HERINNERING_DAGEN = env.number("OPHALEN_HERINNERING_DAGEN", 28, low=1, high=400)
OPHALEN_TERMIJN_DAGEN = env.number("OPHALEN_TERMIJN_DAGEN", 92, low=2, high=800)

# --- visits -------------------------------------------------------------------------------------

# The windows in which a visit is promised, unless a shorter one costs little.
BEZOEK_DAGDELEN = half_days(env, "BEZOEK_DAGDELEN", "8:30-12:30, 12:30-16:30")

# Seconds that VROOM looks at each day of visits at night (extra `vroom`); 0: our own search alone.
VROOM_SECONDEN = env.number("VROOM_SECONDEN", 0, low=0, high=60)

# Servers of OSRM that know travel times, by car and by bicycle; without one they are estimated.
OSRM_URL = env.web_address("OSRM_URL")
OSRM_FIETS_URL = env.web_address("OSRM_FIETS_URL")
OSRM_SECONDEN = env.number("OSRM_SECONDEN", 2, low=1, high=10)  # for a whole answer
# Where map tiles are, under the sketch of routes; empty: the sketch alone, and nobody is asked.
KAART_TEGELS = env.matching(
    "KAART_TEGELS",
    r"https?://[\w.-]+(:\d{1,5})?/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[\w./:{}~%-]+",
    "https://tegels.voorbeeld.nl/{z}/{x}/{y}.png",
)
KAART_BRON = env.text("KAART_BRON", "Kaart: Kadaster")

# --- apps and pages -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "afspraken.conf.beheer.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "phonenumber_field",
    "schedule",
    "afspraken",
    "mobiel",
    "notificaties",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "afspraken.conf.unreadable.RefuseUnreadable",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "afspraken.toegang.bewaking.Bewaking",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "afspraken.conf.urls"
WSGI_APPLICATION = "afspraken.conf.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "afspraken.conf.municipality.context",
            ],
        },
    },
]

# --- database -----------------------------------------------------------------------------------

# SQLite is the embedded default. IMMEDIATE takes the write lock at the start of a transaction, so
# that none fails halfway; FULL keeps an acknowledged booking through a power cut. Never set
# ATOMIC_REQUESTS: it would hold that one write lock for the length of a page.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'afspraken.sqlite3'}")
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # PostgreSQL plans a statement once per connection: a booking costs it half (performance.md).
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        server_side_binding=True, prepare_threshold=5
    )
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counters against guessing are shared by all processes: in files on one server, in Redis on more.
CACHES = {"default": env.cache("CACHE_URL", f"filecache://{DATA_DIR / 'cache'}")}

# --- language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
PHONENUMBER_DEFAULT_REGION = "NL"
PHONENUMBER_DB_FORMAT = "E164"

# --- static files: frontend/dist is served as bundle/… --------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = [("bundle", BUNDLE_DIR)] if BUNDLE_DIR.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Without collected files (development, tests) they are served from where they lie.
WHITENOISE_USE_FINDERS = DEBUG

# --- who may come in: what is the same for everyone stands in inloggen.py -------------------------

# One server can make its own key; several must share one.
SECRET_KEY = secret_key(env, DATA_DIR, required=not IS_SQLITE and not DEBUG)
# Everyone shows a second factor, except in a demonstration, whose passwords are on the screen.
TWEEDE_STAP = not DEMO
OPENID = openid(env)
MFA_TOTP_ISSUER = GEMEENTE.naam
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # only localhost: browsers refuse others
SOCIALACCOUNT_PROVIDERS = OPENID.providers

# --- security of pages --------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
# "same-origin" gives other sites nothing. A page with "no-referrer" would send `Origin: null`
# with its own forms, which the CSRF check rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "sessie"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "taal"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *filter(None, [GEMEENTE.logo_origin])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *filter(None, [OPENID.origin])],
        "base-uri": ["'none'"],
        "frame-ancestors": env.words_like(
            "FRAME_ANCESTORS",
            r"'none'|'self'|https?://(\*\.)?[a-z0-9_.-]+(:\d{1,5})?",
            "https://voorbeeld.nl",
            default=["'none'"],
        ),
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- jobs ---------------------------------------------------------------------------------------

# The broker only wakes a worker; the tables are the truth, so a lost broker loses nothing.
BROKER_URL = env.matching(
    "BROKER_URL",
    r"filesystem://|((redis|rediss|amqp|amqps)://\S+)",
    "redis://server:6379/0",
    default="filesystem://",
)

# --- e-mail -------------------------------------------------------------------------------------

# In a demonstration messages go to the page of messages (notificaties/postvak), never to people.
_mail = mail_server(env, "EMAIL_URL")
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port  # no host: e-mail waits until there is one
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.use_tls, _mail.use_ssl
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 10, low=1, high=10)  # seconds per step
MAIL_FROM = env.mail_address("MAIL_FROM", "afspraken@example.nl" if DEMO else "")
MAIL_REPLY_TO = env.mail_address("MAIL_REPLY_TO", GEMEENTE.email)
MAIL_BOUNCES = bounce_address(env, "MAIL_BOUNCES")
MAIL_BOUNCES_URL = bounce_mailbox(env, "MAIL_BOUNCES_URL")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM or "webmaster@localhost"
if EMAIL_HOST and not MAIL_FROM:
    raise WrongSetting("MAIL_FROM", "bij EMAIL_URL hoort een afzender")

# --- messages -----------------------------------------------------------------------------------

# Messages that one worker hands over at once; most of the time goes into waiting for the provider.
BERICHTEN_TEGELIJK = env.number("BERICHTEN_TEGELIJK", 4, low=1, high=64)

# --- SMS ----------------------------------------------------------------------------------------

_sms = sms_provider(env)
SMS_PROVIDER, SMS_AFZENDER, SMS_ANTWOORDEN = _sms.naam, _sms.afzender, _sms.antwoorden
TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN = _sms.twilio_sid, _sms.twilio_token
TWILIO_REGION, TWILIO_EDGE = _sms.twilio_region, _sms.twilio_edge
TWILIO_BASE_URL, NOTIFYNL_BASE_URL = _sms.twilio_url, _sms.notifynl_url
NOTIFYNL_API_KEY, NOTIFYNL_TEMPLATE_ID = _sms.notifynl_key, _sms.notifynl_template
NOTIFYNL_CALLBACK_TOKEN = _sms.notifynl_callback
# No SMS goes elsewhere: numbers in some countries earn money for who owns them.
SMS_LANDEN = env.countries("SMS_LANDEN", ["NL", "BE", "DE"])
SMS_PER_NUMMER = env.number("SMS_PER_NUMMER", 3, low=1, high=1000)  # in 24 hours
SMS_PER_UUR = env.number("SMS_PER_UUR", 500, low=1, high=1_000_000)  # above it SMS waits

# --- letters ------------------------------------------------------------------------------------

# Where the window of the envelope is, and the small line in it to which undelivered post returns.
BRIEF_VENSTER = env.choice("BRIEF_VENSTER", "links", allowed=["links", "rechts"])
BRIEF_AFZENDER = env.text(
    "BRIEF_AFZENDER", "Postbus 35, 1190 AA Ouderkerk aan de Amstel" if DEMO else ""
)

# --- calendars that come in ---------------------------------------------------------------------

# Own servers that may be asked though they stand inside our network: every manager can make us ask.
BUITENAGENDA_INTERN = env.servers("BUITENAGENDA_INTERN")

# --- log ----------------------------------------------------------------------------------------

LOGGING = LOG
