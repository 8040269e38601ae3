"""How employees log in: the settings of allauth and axes that are the same for everyone."""

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "verder"
ACCOUNT_ADAPTER = "afspraken.toegang.inloggen.Account"
ACCOUNT_FORMS = {"login": "afspraken.toegang.inloggen.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # asked of nobody: see the adapter
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Passwords are counted by axes, below. This counts codes of the second factor, per user; a limit
# per address would keep out a town hall, which has one.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": None}
MFA_ADAPTER = "afspraken.toegang.tweede_stap.Mfa"
MFA_FORMS = {
    "authenticate": "afspraken.toegang.formulieren.CodeForm",
    "reauthenticate": "afspraken.toegang.formulieren.CodeAgainForm",
    "authenticate_webauthn": "afspraken.toegang.formulieren.PasskeyForm",
    "reauthenticate_webauthn": "afspraken.toegang.formulieren.PasskeyAgainForm",
    "login_webauthn": "afspraken.toegang.formulieren.PasskeyLoginForm",
    "add_webauthn": "afspraken.toegang.formulieren.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_TOTP_TOLERANCE = 1  # the clock of a phone may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses of employees are not ours to verify
MFA_WEBAUTHN_USER_VERIFICATION = "required"
SOCIALACCOUNT_ADAPTER = "afspraken.toegang.sso.Werkaccount"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "afspraken.toegang.inloggen.client_ip"
AXES_LOCKOUT_CALLABLE = "afspraken.toegang.inloggen.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # our own log tells who did what
