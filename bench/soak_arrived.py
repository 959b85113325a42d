"""What became of letters under faults: did each come, once, as the same bytes, to its reader?"""

from bench import soak_worker
from bench.soak_findings import Finding, none
from bench.soak_mail import TroubledPost
from bench.soak_posted import Mail, Posted, mailbox

MENDED_SECONDS = 180  # PROMISES.md R8


def arrived(posted: Posted, post: TroubledPost, late: float) -> list[Finding]:
    """Whether each letter came, to its reader, or was put before an advisor; the last `late` seconds after repair."""
    rows, came = posted.rows(), mailbox(post)
    known = {row.id: row for row in rows}
    lost = [row for row in rows if not came[row.id] and row.id not in post.rejected]
    untold = [row for row in rows if row.state == "failed" and not row.tasks]
    wrong = [each for name, mails in came.items() for each in mails if not _is_for(each, known.get(name))]
    return [
        none("R8", "letters that wait", sum(row.state == "waiting" for row in rows)),
        none("R8", "neither in the mailbox nor rejected by it", len(lost)),
        none(
            "R8",
            "failed without a rejection",
            sum(r.state == "failed" and r.id not in post.rejected for r in rows),
        ),
        Finding("R12", "rejected, and sent again from the post room", len(posted.again)),
        none("R12", "of them not in the mailbox", sum(not came[each] for each in posted.again)),
        none("R12", "rejected, and no task for an advisor", len(untold)),
        Finding("R8", "seconds from repair to the last e-mail", late, most=MENDED_SECONDS),
        none("R9", "e-mails at another address", len(wrong)),
        none("S20", "letters that could not be drawn", sum(bool(row.draw_failed) for row in rows)),
    ]


def _is_for(mail: Mail, row: object) -> bool:
    return mail.address == getattr(row, "to_email", None)


def repeated(posted: Posted, post: TroubledPost) -> list[Finding]:
    """Whether what came more than once had to, was counted, and was the same to the byte."""
    came, rows = mailbox(post), {row.id: row for row in posted.rows()}
    gone = posted.died(*soak_worker.MAY_REPEAT)
    again = {name: len(mails) - 1 for name, mails in came.items() if len(mails) > 1}
    unlost = [n for n, number in again.items() if number > post.unanswered[n] + gone[n]]
    uncounted = [n for n, number in again.items() if number > rows[n].unsure]
    odd = [mail for name, mails in came.items() for mail in mails if mail.pdf not in {"", rows[name].pdf_sha256}]
    return [
        Finding("R10", "letters that came more than once", len(again)),
        none("R10", "of them with every answer heard and no worker dead before it was kept", len(unlost)),
        none("R10", "of them not counted", len(uncounted)),
        none(
            "R10", "that were not the same to the byte", sum(len({m.whole for m in each}) > 1 for each in came.values())
        ),
        none("R10", "e-mails with other than the stored letter", len(odd)),
    ]
