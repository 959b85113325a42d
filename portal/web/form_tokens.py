"""Form tokens, good over a change of the secret key while the old one is still told (docs/runbook.md)."""

import hashlib
import hmac

from flask import current_app
from flask_wtf.csrf import CSRFProtect, generate_csrf, validate_csrf
from wtforms import ValidationError

_OLD = "WTF_CSRF_OLD_SECRET_KEYS"


def secrets_of(secret_key: str, old_keys: tuple[str, ...]) -> dict[str, str | list[str]]:
    """What the application is configured with: a secret of their own for form tokens, for each key."""
    return {"WTF_CSRF_SECRET_KEY": _secret(secret_key), _OLD: [_secret(key) for key in old_keys]}


class FormTokens(CSRFProtect):
    """Flask-WTF's protection, which also takes a token that a page was given before the key was changed: its session
    and its signature are checked as those of any other."""

    def _get_csrf_token(self) -> str | None:
        token: str | None = super()._get_csrf_token()
        for secret in current_app.config[_OLD]:
            try:
                validate_csrf(token, secret)
            except ValidationError:
                continue
            return str(generate_csrf())
        return token


def _secret(key: str) -> str:
    return hmac.new(key.encode(), b"csrf", hashlib.sha256).hexdigest()
