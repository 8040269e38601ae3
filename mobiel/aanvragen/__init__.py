"""Pages of requests for a visit: residents ask and answer, employees judge (`mobiel/triage/`).

formulier  what a resident fills in
vragen     the pages of residents
oordeel    the pages of employees
"""
