"""Visits in the example town: who goes out, what for, and eight weeks that are half booked.

`dorp` says what there is, `bouwen` stores it, `paren` and `zittingen` more. People and their work
are invented.
"""
