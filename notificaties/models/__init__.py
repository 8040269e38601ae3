"""The tables of messages and calendars."""
