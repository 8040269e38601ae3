"""Whether this machine has the libraries that lay out letters, without importing weasyprint."""

import ctypes
from functools import cache

LIBRARIES = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"]


@cache
def can_be_made() -> bool:
    """True where all of them are."""
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True
