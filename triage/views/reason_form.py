"""One box: why, or how."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import TextAreaField

from portal.web.forms import Form


class ReasonForm(Form):
    """The rule it goes to says what is missing."""

    why = TextAreaField("", widget=GovTextArea())
