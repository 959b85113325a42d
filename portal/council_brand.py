"""How a council looks, and who signs for it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from portal import council_words as words
from portal.council_times import Part

Colour = Annotated[str, AfterValidator(words.colour)]
Picture = Annotated[str, AfterValidator(words.logo)]  # a file in static/brand
Line = Annotated[str, Field(min_length=1, max_length=80)]


class Brand(Part):
    """`signed`: who signs letters and e-mails, a line each. `signature`: a picture that stands above them on paper."""

    colour: Colour
    colour_dark: Colour
    link_colour: Colour
    logo: Picture
    logo_alt: Annotated[str, Field(min_length=1, max_length=2000)]
    signature: Picture | None = None
    signed: Annotated[tuple[Line, ...], AfterValidator(words.signed)] = Field((), validate_default=True)
