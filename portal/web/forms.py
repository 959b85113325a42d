"""The form every page uses."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm

from portal.web import kept_posts


class Form(FlaskForm):
    """Flask-WTF's form, filled again with what was typed before a sign-in lapsed."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            if formdata is not None and (request.files or request.is_json):
                return request.form  # no page of ours sends a form files or JSON, and nobody has cleaned those
            given = super().wrap_formdata(form, formdata)
            if given is None and formdata is not None:
                kept = kept_posts.fields()
                if kept is not None and any(name in kept for name in _names(form)):
                    return kept
            return given


def _names(form: FlaskForm) -> list[str]:
    return [field.name for field in form if field.name != "csrf_token"]
