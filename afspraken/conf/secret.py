"""The key that signs sessions, offers and manage links."""

import os
import secrets
from pathlib import Path

from afspraken.conf.environment import Environment, WrongSetting


def secret_key(env: Environment, data_dir: Path, *, required: bool) -> str:
    """The SECRET_KEY of the environment, else one made once and kept in the data directory.

    Raises: WrongSetting if it is short, or `required` and not given.
    """
    given = env.text("SECRET_KEY")
    if given and len(given) < 32:
        raise WrongSetting("SECRET_KEY", "geef een geheim van 32 tekens of meer")
    if given:
        return given
    if required:
        raise WrongSetting("SECRET_KEY", "bij een eigen databaseserver is een geheim nodig")
    return _kept(data_dir / "secret_key")


def _kept(path: Path) -> str:
    """Read the key, or write a new one that only this user may read; safe for two at once."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(fresh, path)  # fails when another process was first; then its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
