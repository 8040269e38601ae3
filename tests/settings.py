"""The real settings, on a data directory of this process only.

`TEST_DATABASE=postgresql` runs the tests on PostgreSQL: the server of `TEST_DATABASE_URL`, else one
that `tests/postgres.py` starts. `TEST_DATABASE_NAME` names the test database there.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_PREFIXES = ("EMAIL_", "GEMEENTE_", "MAIL_", "NOTIFYNL_", "OIDC_", "OSRM_", "SMS_", "TWILIO_")
for name in list(os.environ):
    if name.startswith(_PREFIXES) or name in {"DEBUG", "DEMO", "HOST", "PORT", "PUBLIC_URL"}:
        del os.environ[name]  # the shell of a developer must not change a result

_data_dir = Path(tempfile.mkdtemp(prefix="afspraken-test-"))
atexit.register(shutil.rmtree, _data_dir, ignore_errors=True)
os.environ["DATA_DIR"] = str(_data_dir)
os.environ["SECRET_KEY"] = "only-for-tests-" * 3
os.environ.pop("DATABASE_URL", None)
os.environ.pop("BROKER_URL", None)

if os.environ.get("TEST_DATABASE", "sqlite") == "postgresql":
    from tests import postgres

    os.environ["DATABASE_URL"] = postgres.address()

from afspraken.conf.settings import *  # noqa: E402, F403
from afspraken.conf.settings import DATABASES, IS_SQLITE, STORAGES  # noqa: E402

# A file, not memory: threads and processes of a test meet in it as they do in use.
_name = os.environ.get("TEST_DATABASE_NAME", "test_afspraken")
DATABASES["default"]["TEST"] = {"NAME": str(_data_dir / f"{_name}.sqlite3") if IS_SQLITE else _name}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if IS_SQLITE:  # no test cuts the power of this database
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # as the example town has them
]
LOOKS_PER_NETWORK = 1_000_000  # the clock of most tests stands still in one minute
TWEEDE_STAP = False  # tests of pages log in without; those of the second factor turn it on
