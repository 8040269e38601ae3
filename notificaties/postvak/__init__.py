"""The page of messages of a demonstration: each one as it was sent. 404 in a real town.

`lezen.py` reads the files that `channels/postvak.py` wrote; `views.py` shows them.
"""
