"""Addresses behind the link of a contact person or a family, all under zitting/<token>/.

The token is the only secret; names are shown after a code.
"""

from django.urls import path

from mobiel.zittingpagina import contact

app_name = "zitting"

urlpatterns = [
    path("<str:token>/", contact.toegang, name="toegang"),
    path("<str:token>/code/", contact.code, name="code"),
    path("<str:token>/code/vragen/", contact.code_vragen, name="code_vragen"),
    path("<str:token>/aanmelden/", contact.aanmelden, name="aanmelden"),
    path("<str:token>/afmelden/<int:pk>/", contact.afmelden, name="afmelden"),
    path("<str:token>/volgorde/", contact.volgorde, name="volgorde"),
    path("<str:token>/familie/", contact.familie, name="familie"),
    path("<str:token>/klaar/", contact.klaar, name="klaar"),
]
