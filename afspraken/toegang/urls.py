"""The pages of allauth that are in use, under our own addresses; the others do not exist here.

The names are those by which allauth finds them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path, reverse_lazy

from afspraken.toegang import views

remove_passkey = passkeys.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/sleutel/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/via/afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("inloggen/via/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("inloggen/via/<slug:provider_id>/terug/", openid.callback, name="openid_connect_callback"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("account/", mfa.index, name="mfa_index"),
    path("account/verder/", views.verder, name="verder"),
    path("account/wachtwoord/", account.password_change, name="account_change_password"),
    path("account/bevestig/", account.reauthenticate, name="account_reauthenticate"),
    path("account/bevestig/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/bevestig/sleutel/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/herstelcodes/nieuw/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("account/sleutels/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/sleutels/<int:pk>/weg/", remove_passkey, name="mfa_remove_webauthn"),
]
