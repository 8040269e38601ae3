"""The day on which the example town of these tests was built."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 24, 10, 32, tzinfo=UTC)
"""A Tuesday, half past eleven in town."""
