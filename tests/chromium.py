"""The Chromium of this machine, for tests that look at pages as a visitor does.

The one without windows is the same engine without the frame around a page: each window of a test
then costs a fifth, and a whole test about half (0004).
"""

import shutil
from functools import cache

NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]


@cache
def path() -> str | None:
    """Where it is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
