"""What can be read out of a drawn letter and out of a mail, by whoever holds them."""

import io
import re
from email.message import EmailMessage
from typing import Any

from pypdf import PdfReader

from tests.mail_server import text_of


def reader(made: bytes) -> PdfReader:
    """A PDF opened."""
    return PdfReader(io.BytesIO(made))


def words(made: bytes) -> str:
    """The text of a PDF, white space folded."""
    return " ".join(" ".join(page.extract_text() for page in reader(made).pages).split())


def metadata(made: bytes) -> str:
    """All that a PDF says about itself: its information, its XMP, its outline and the names of its parts."""
    opened = reader(made)
    xmp = opened.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]  # each PDF/UA has it
    outline = [str(entry) for entry in opened.outline]
    return " ".join([str(dict(opened.metadata or {})), xmp, *outline, *opened.attachments])


def points(made: bytes) -> dict[str, float]:
    """Each run of text and how large it is drawn, in points."""
    found: dict[str, float] = {}

    def note(run: str, current: Any, matrix: Any, _: Any, size: float) -> None:
        if run.strip():
            found[run.strip()] = size * matrix[0] * current[0]

    for page in reader(made).pages:
        page.extract_text(visitor_text=note)
    return found


def attachment(mail: EmailMessage) -> tuple[str, bytes]:
    """File name and bytes of the one file attached to a mail."""
    (part,) = mail.iter_attachments()
    content = part.get_content()
    assert isinstance(content, bytes)
    return part.get_filename() or "", content


def outside(mail: EmailMessage) -> str:
    """All of a mail but the attached file's own bytes: headers, both bodies, names and types of its parts."""
    headers = [f"{name}: {value}" for part in mail.walk() for name, value in part.items()]
    html = mail.get_body(("html",))
    assert html is not None
    return "\n".join([*headers, text_of(mail), str(html.get_content())])


def holds(text: str, private: str) -> bool:
    """Whether `private` stands in `text`, however it is spaced or written in capitals."""
    return _squeezed(private) in _squeezed(text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
