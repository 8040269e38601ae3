"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afspraken.conf.settings")
application = get_wsgi_application()
resolve("/")  # Django loads the pages at the first question: do it once, before gunicorn forks
