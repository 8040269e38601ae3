"""The real settings, as in use: only what a figure needs more is added."""

from afspraken.conf.settings import *  # noqa: F403
from afspraken.conf.settings import DATABASES, env

if env.text("SECOND_DATABASE_URL", ""):
    DATABASES["second"] = DATABASES["default"] | env.database("SECOND_DATABASE_URL", "")
    DATABASE_ROUTERS = ["benchmarks.growth.Chosen"]
