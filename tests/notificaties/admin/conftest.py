"""The manager at work on messages, with what tests of the core's admin have."""

from tests.afspraken.admin.conftest import beheer, tuesday

__all__ = ["beheer", "tuesday"]
