"""Compares the save ledger with what the writers of a fault run were told."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select

from bench.soak_writers import Writer
from forms.models import DraftSave
from portal import db

_TURN = re.compile(r" (\d+): (.*)")


@dataclass
class Ledger:
    """lacks: edits told as saved that are not in it, or not as what was told; twice: entries beyond the first of one
    edit; disordered: entries whose revision does not follow the one before, or whose words are older."""

    lacks: int = 0
    twice: int = 0
    disordered: int = 0


def read(writers: Sequence[Writer]) -> Ledger:
    """What is wrong in the ledger of these writers' drafts."""
    found = Ledger()
    for writer in writers:
        rows = db.session.scalars(
            select(DraftSave).where(DraftSave.draft_id == writer.draft).order_by(DraftSave.path, DraftSave.revision)
        ).all()
        kept = {row.edit_id: (row.path, row.revision) for row in rows}
        found.lacks += sum(kept.get(edit) != told for edit, told in writer.acked.items())
        found.twice += sum(number - 1 for number in Counter(row.edit_id for row in rows).values())
        lines = defaultdict[str, list[DraftSave]](list)
        for row in rows:
            lines[row.path].append(row)
        found.disordered += sum(_disordered(line) for line in lines.values())
    db.session.remove()
    return found


def _disordered(line: Sequence[DraftSave]) -> int:
    wrong = int(line[0].revision != 1)
    return wrong + sum(one.revision + 1 != next_.revision or _age(one) >= _age(next_) for one, next_ in pairwise(line))


def _age(row: DraftSave) -> tuple[int, int]:
    """The turn in which the words were typed, and how far they were typed on."""
    found = _TURN.search(row.value)
    return (int(found[1]), len(found[2])) if found else (0, 0)
