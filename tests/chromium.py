"""The Chromium of this machine, for tests that look at pages as a visitor does."""

import shutil
from functools import cache

NAMES = ["chromium", "chromium-browser", "google-chrome"]


@cache
def path() -> str | None:
    """Where it is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
