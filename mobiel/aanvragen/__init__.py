"""Pages of requests for a visit: residents ask and answer, employees judge (`mobiel/triage/`).

formulier  what a resident fills in
vragen     the pages of residents
lijst      what waits for employees, in groups, and searching
oordeel    the page on which they judge one
"""
