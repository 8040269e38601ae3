"""Visits to homes and institutions: offers, routes and travel time.

It may import `afspraken`; `afspraken` never imports it, and it never meets `notificaties`.
"""
