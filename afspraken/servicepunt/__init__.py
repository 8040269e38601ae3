"""The door of employees: the service point and the desk, with a caller on the line or in front.

Every page stands behind `rechten.met_recht`. Read `urls.py` first: one line per page. What
residents see is `portaal`; the two doors share what lies below them and never import each other.
"""
