"""What workers do, by id: draw a letter, deliver a message.

Only workers import this module; the web names its jobs as text.
"""

from uuid import UUID

from notifications import delivering, dispatch, drawing, examples, pdf, sheets, ways
from notifications.wordings import Layout
from portal import alone, clock


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
