"""Calendars that go out: feeds with their secret addresses, and the invitation in an e-mail."""
