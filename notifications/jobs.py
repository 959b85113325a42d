"""What workers do, by id: draw a letter, deliver a message.

Only workers import this module; the web names its jobs as text. `warm()` runs once before the worker forks.
"""

import gc
from datetime import date
from uuid import UUID

from notifications import claims, delivering, dispatch, drawing, examples, pdf, prints, sheets, ways
from notifications.wordings import CopyGroup, CopyLine, Layout
from portal import alone, clock, db


def warm() -> None:
    """Draw a letter in each layout and ask the database about no letter, so that forked workers start with fonts,
    styles and statements at hand, and let go of the database before they fork. Needs settings and council in use."""
    line = CopyLine(question="Zoë, Łukasz, Мар'яна, محمد, שרה, 王小明, ਗੁਰਪ੍ਰੀਤ", answer="Warm")
    day, group = date(2026, 1, 1), CopyGroup(heading="Warm", lines=(line,))
    sheet = sheets.of_copy("EH-0000-0000", day, day, (group,))
    content, _ = sheets.frozen(sheet)
    for layout in Layout:
        pdf.draw(sheets.page(content, layout), layout)
    nobody, now = UUID(int=0), clock.now()
    with db.transaction():
        prints.keep(nobody, Layout.STANDARD, b"", 0, now)
        prints.of(nobody, Layout.STANDARD)
        claims.take(nobody, now)
        claims.mark_sent(nobody, now, attached=False)
    drawing.draw(nobody, now)
    db.let_go()
    gc.freeze()  # what is loaded stays: forked workers need not look through it, nor copy it for that


def draw(letter_id: str) -> None:
    """Draw and store one letter as it will be sent, unless that is done, and others that wait behind it."""
    with alone.held():
        for each in dispatch.with_followers("draw", UUID(letter_id)):
            drawing.draw(each, clock.now())


def draw_other(letter_id: str) -> None:
    """Draw and store one letter in each layout that is not done."""
    with alone.held():
        for each in dispatch.with_followers("draw_other", UUID(letter_id)):
            for layout in Layout:
                drawing.draw(each, clock.now(), layout)


def draw_example(example_id: str) -> None:
    """Draw an example letter, of which nobody is told."""
    if (content := examples.content(UUID(example_id))) is not None:
        layout = Layout(content["layout"])
        examples.keep(UUID(example_id), pdf.draw(sheets.page(content, layout), layout))


def deliver(message_id: str) -> None:
    """Send one message, and others that wait behind it over the same connection. Never raises: the rows say how it
    went."""
    with alone.held(), ways.opened() as way:
        waiting = dispatch.with_followers("deliver", UUID(message_id))
        delivering.say_sent([each for each in waiting if delivering.deliver(each, way)])
