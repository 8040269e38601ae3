"""Fakes of systems of others, each in a process of its own, from the standard library alone."""
