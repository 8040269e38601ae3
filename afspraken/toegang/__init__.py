"""The door before all doors of employees: log in, prove it with a second factor, log out.

The machinery is django-allauth; here stand the choices. Read `inloggen` (the password), then
`tweede_stap` (the second factor), `sso` (the account of work), `sessie` and `bewaking` (which
session still counts). Not for who may do what: that is `afspraken/rechten/`.
"""
