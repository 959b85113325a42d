"""A date typed as day, month and year; what was typed is kept even when it is no date."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.gov_form_base import GovFormBase
from wtforms import Field

_PARTS = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))


class DayInput(GovFormBase):
    """Three boxes under one legend."""

    template = "govuk_frontend_wtf/date.html"

    def __call__(self, field: "DayField", **options: Any) -> Any:
        return super().__call__(field, **{"id": field.id} | options)

    def map_gov_params(self, field: "DayField", **options: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **options)
        params.pop("label")
        params.setdefault("fieldset", {"legend": {"text": field.label.text, "classes": "govuk-fieldset__legend--s"}})
        wrong = " govuk-input--error" if field.errors else ""
        params["items"] = [
            {
                "label": label,
                "id": field.id if part == "day" else f"{field.id}-{part}",
                "name": f"{field.name}-{part}",
                "value": typed,
                "classes": f"govuk-input--width-{width}{wrong}",
            }
            for (part, label, width), typed in zip(_PARTS, field.typed, strict=True)
        ]
        params["id"] = f"{field.id}-date"
        return params


class DayField(Field):
    """`data`: "YYYY-MM-DD" for a date, what was typed as "year-month-day" otherwise, empty when nothing was."""

    widget = DayInput()
    data: str | None

    @property
    def typed(self) -> tuple[str, str, str]:
        """Day, month and year as they stand in the boxes."""
        year, month, day, *_ = [*(self.data or "").split("-"), "", "", ""]
        return day.lstrip("0"), month.lstrip("0"), year

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        """Read the three boxes when a form was posted, else the value given."""
        self.process_errors: list[str] = []
        self.errors: Sequence[str] = ()
        self.data = data or ""
        if formdata is not None and f"{self.name}-year" in formdata:
            day, month, year = (
                formdata.get(f"{self.name}-{part}", "").strip().replace("-", "/") for part, _, _ in _PARTS
            )
            self.data = f"{year}-{month.zfill(2)}-{day.zfill(2)}" if day or month or year else ""
