"""What the pages of deciding share: a form fills in its pieces of the decision, and is told what is missing."""

from collections.abc import Container, Iterable, Sequence

from wtforms import Field, IntegerField
from wtforms.widgets import HiddenInput

from portal.web.forms import Form
from triage.gaps import Gap
from triage.pieces import Pieces


class PiecesForm(Form):
    """`base`: the version of the decision this page was opened on; 0 before anything was saved."""

    list_problems: Sequence[Gap] = ()  # what stands at no field of the page
    base = IntegerField(widget=HiddenInput(), default=0)

    def rebase(self, version: int) -> None:
        """Have the next press of the button carry this version."""
        self.base.raw_data, self.base.data = None, version

    def fill(self, pieces: Pieces) -> Pieces:
        """`pieces` with what was typed on this page, valid or not."""
        raise NotImplementedError

    def boxes(self) -> Container[str]:
        """The names whose posted text stands in a box of this page."""
        return self._fields

    def has_outgrown(self, pieces: Pieces) -> bool:
        """Whether what was typed asks for other fields than this page has."""
        return False

    def tell(self, gaps: Iterable[Gap]) -> None:
        """Put each message at its field; one without a field of this page at the first."""
        for gap in gaps:
            field = self._fields.get(gap.field.replace(".", "-")) or self._first()
            field.errors = [*field.errors, gap.message]

    def _first(self) -> Field:
        return next(field for field in self if not isinstance(field.widget, HiddenInput))
