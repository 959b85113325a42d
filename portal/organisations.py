"""The organisations a referrer can pick: schools (GIAS) and GP practices (NHS ODS)."""

from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Row


class Organisation(Row):
    """A place that sends requests. `code`: a school's URN or a practice's ODS code; names repeat, codes do not."""

    __tablename__ = "organisation"

    kind: Mapped[str]  # school or gp
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    district_code: Mapped[str] = mapped_column(default="")  # ONS code
    district_name: Mapped[str] = mapped_column(default="")
