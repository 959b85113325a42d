"""The web application, put together."""

from datetime import timedelta
from typing import Any

from flask import Flask
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from forms import autosave_quick, question_file
from notifications.views import notify
from portal import blueprints, council, db, settings
from portal.embedded import mailbox_pages
from portal.settings import ROOT, Settings
from portal.web import assets, brand, commits, errors, form_tokens, gate_keeper, headers, logs, paging, visitor, words
from portal.web.incoming import CleanJSON, CleanRequest
from portal.web.quick_save import QuickSave

_MOST_BYTES = 2 * 1024 * 1024
_MOST_FIELDS = 5_000
_COOKIE_LIFE = timedelta(days=400)  # the sign-in row decides; the cookie only has to outlive it and the form token


class Portal(Flask):
    """Flask with cleaned input, and with no trace in its log: a trace may quote what somebody typed."""

    request_class = CleanRequest
    json_provider_class = CleanJSON

    def log_exception(self, exc_info: Any) -> None:
        """What Flask says of a fault that even the error page could not answer."""
        errors.note(exc_info[1])


def create_app(given: Settings) -> Flask:
    """The portal for `given` settings, connected to its database. Raises what a wrong council file or question set, a
    missing setting or an unmarked view raise: better not started than started open."""
    settings.use(given)
    council.use(council.load(given.council_file))
    question_file.load_all()  # now, and not while the first visitors wait for it
    db.connect(given.database_url, pool_size=8, max_overflow=4)
    app = Portal("portal", static_folder=str(ROOT / "static"), template_folder=str(ROOT / "templates"))
    _configure(app, given)
    _templates(app)
    headers.add_headers(app, given)
    logs.add_logs(app)
    commits.add_readings(app)
    visitor.add_visitors(app)
    gate_keeper.keep_gates(app)
    form_tokens.FormTokens(app).exempt(notify.delivery)  # it shows a token of its own, and no browser
    errors.add_errors(app)
    commits.add_commits(app)
    for blueprint in blueprints.BLUEPRINTS:
        app.register_blueprint(blueprint)
    if given.mailbox_dir:
        app.register_blueprint(mailbox_pages.bp)
    gate_keeper.refuse_unmarked(app)
    return app


def _configure(app: Flask, given: Settings) -> None:
    app.config.update(
        SECRET_KEY=given.secret_key,
        SECRET_KEY_FALLBACKS=list(given.old_secret_keys),
        **form_tokens.secrets_of(given.secret_key, given.old_secret_keys),
        WTF_CSRF_TIME_LIMIT=None,  # its default alone makes a form time out after an hour
        SESSION_COOKIE_NAME="__Host-session" if given.is_secure else "session",
        SESSION_COOKIE_SECURE=given.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # a late autosave answer must not sign anybody in again
        PERMANENT_SESSION_LIFETIME=_COOKIE_LIFE,
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=_MOST_BYTES,
        MAX_FORM_PARTS=_MOST_FIELDS,
        TRUSTED_HOSTS=[given.host] if given.is_secure else ["localhost", "127.0.0.1", "[::1]"],
    )
    quick = QuickSave(app.wsgi_app, autosave_quick.save, "autosave.save", is_secure=given.is_secure)
    app.wsgi_app = quick  # type: ignore[method-assign]
    if given.proxies:
        # The way Flask's own documentation wraps an application; its type says method.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=given.proxies, x_proto=given.proxies)  # type: ignore[method-assign]


def _templates(app: Flask) -> None:
    app.jinja_options = {
        "loader": ChoiceLoader(
            [
                FileSystemLoader(ROOT / "templates"),
                PrefixLoader({name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}),
            ]
        ),
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    WTFormsHelpers(app)
    assets.add_assets(app)
    words.add_filters(app)
    brand.add_brand(app)
    paging.add_paging(app)
