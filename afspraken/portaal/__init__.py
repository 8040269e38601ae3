"""The residents' door: book, change and cancel without an account and without JavaScript.

The steps are what → when and where → details → check → done; each view parses, asks `agenda` or
`booking`, and answers. Rules of booking are not here. Read next: `urls.py`, then `sessie.py`.
"""
