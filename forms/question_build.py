"""From a checked question set file to the frozen questions the portal works with."""

from types import MappingProxyType

from forms.question_shape import FilePart, LabelPart, PagePart, QuestionPart, SectionPart, Unless
from forms.questions import (
    Area,
    Check,
    Kind,
    Need,
    Option,
    Page,
    Question,
    QuestionSet,
    Repeat,
    Section,
    SeenBy,
    Source,
)

_LONGEST = {Kind.TEXTAREA: 2000, Kind.EMAIL: 254, Kind.ADDRESS: 100}
_SHORT = 200


def build(file: FilePart) -> QuestionSet:
    """The question set of a file without mistakes."""
    repeats = {part.id: Repeat(part.id, part.one, part.many, part.least, part.most) for part in file.people}
    sections = tuple(_section(part, file, repeats) for part in file.sections)
    pages = [page for section in sections for page in section.pages]
    return QuestionSet(
        version=file.version,
        sections=sections,
        areas=tuple(Area(area.id, area.label, area.national_headline) for area in file.areas),
        repeats=tuple(repeats.values()),
        by_id=MappingProxyType({question.id: question for page in pages for question in page.questions}),
        page_of=MappingProxyType({question.id: page for page in pages for question in page.questions}),
        by_slug=MappingProxyType({page.slug: page for page in pages}),
    )


def _section(part: SectionPart, file: FilePart, repeats: dict[str, Repeat]) -> Section:
    pages = tuple(_page(page, file, repeats) for page in part.pages)
    return Section(part.id, part.number, part.title, pages, part.optional)


def _page(part: PagePart, file: FilePart, repeats: dict[str, Repeat]) -> Page:
    return Page(
        id=part.id,
        slug=part.id.replace("_", "-"),
        title=part.title,
        questions=tuple(_question(question, file) for question in part.questions),
        repeat=repeats[part.repeat] if part.repeat else None,
        lead=part.lead,
    )


def _question(part: QuestionPart, file: FilePart) -> Question:
    return Question(
        id=part.id,
        text=part.text,
        type=part.type,
        hint=part.hint or "",
        options=_options(part, file),
        source=part.options_from if isinstance(part.options_from, Source) else None,
        need=Need.UNLESS if isinstance(part.required, Unless) else part.required,
        need_rule=part.required.unless if isinstance(part.required, Unless) else None,
        show_if=part.show_if,
        check=_check(part),
        seen_by=tuple(seen for entry in part.seen_by for seen in _seen(entry)),
        prefilled_from=part.prefilled,
        stops=MappingProxyType(dict(part.stops)),
        way_back=part.way_back,
        called=part.called,
        if_missing=part.if_missing,
        why=part.why,
        per=part.per,
        when_not_asked=part.when_not_asked,
        again=part.again,
        is_shared=part.siblings == "same" or part.prefilled == "first child",
    )


def _options(part: QuestionPart, file: FilePart) -> tuple[Option, ...]:
    if part.options_from == "areas":
        return tuple(Option(area.id, area.label) for area in file.areas)
    given = file.option_lists[part.options] if isinstance(part.options, str) else part.options or {}
    return tuple(
        Option(value, label.label, label.hint) if isinstance(label, LabelPart) else Option(value, label)
        for value, label in given.items()
    )


def _check(part: QuestionPart) -> Check:
    least, most = part.numbers or (None, None)
    return Check(part.longest or _LONGEST.get(part.type, _SHORT), least, most, part.check or "")


def _seen(entry: object) -> list[SeenBy]:
    if isinstance(entry, dict):
        return [SeenBy(code, narrowed.part, narrowed.if_) for code, narrowed in entry.items()]
    return [SeenBy(str(entry))]
