"""The core's own provider: counters, rooms and officials at a place.

`reading.py` turns rows into lanes for the engine, `provider.py` finds and occupies,
`explain.py` says why a day has no start.
"""
