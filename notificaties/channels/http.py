"""What the SMS providers share: a session that asks once, in time, and what a failure proves.

Not for feeds that come in: those fetch addresses of others and need other limits.
"""

from __future__ import annotations

from ssl import SSLCertVerificationError
from typing import Any

from requests import PreparedRequest, RequestException, Response, Session
from requests.exceptions import ConnectTimeout, ProxyError, SSLError, Timeout
from urllib3 import Timeout as TimeLimit
from urllib3.exceptions import MaxRetryError, NewConnectionError

from notificaties.channels import Uitkomst, Verzonden

# Less than half of the lease of a row, so that nobody else takes it while we wait.
TIME_LIMIT = 10.0  # seconds


class OneTry(Session):
    """A session that never repeats a request: no retries (their default), no redirects.

    The limit is for connecting and the first byte together. Of one thread only.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self.max_redirects = 0

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:
        """As requests does it, with our time limit whatever the caller asks."""
        return super().send(request, **kwargs | {"timeout": TimeLimit(total=self._seconds)})


def without_answer(error: BaseException | None) -> Verzonden:
    """How sending ended when no answer came. Only without a connection is it proven not taken."""
    if never_left(error):
        return Verzonden(Uitkomst.NIET_AANVAARD, fout=f"geen verbinding: {type(error).__name__}")
    is_late = isinstance(error, Timeout)
    return Verzonden(Uitkomst.ONBEKEND, fout="geen antwoord" if is_late else "verbroken")


def never_left(error: BaseException | None) -> bool:
    """Whether the request provably did not reach the provider: there was no connection for it.

    A certificate that is refused ends the handshake, before the first byte of a request.
    """
    if isinstance(error, ConnectTimeout | ProxyError):
        return True
    cause = error.args[0] if isinstance(error, RequestException) and error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    if isinstance(error, SSLError):
        return any(
            isinstance(part, SSLCertVerificationError) for part in getattr(reason, "args", ())
        )
    return isinstance(reason, NewConnectionError)
