"""Letters in every form, their delivery followed to the end, wordings the council keeps, and what is left to do by
hand."""

import pypdfium2
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'


def upgrade() -> None:
    op.create_table('kept_wording',
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('reader', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('also', sa.String(), nullable=False),
    sa.Column('is_checked', sa.Boolean(), nullable=False),
    sa.Column('kept_by', sa.Uuid(), nullable=True),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['kept_by'], ['person.id'], name=op.f('fk_kept_wording_kept_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_wording')),
    sa.UniqueConstraint('outcome', 'reader', 'language', 'version', name=op.f('uq_kept_wording_outcome_reader_language_version'))
    )
    op.create_index(op.f('ix_kept_wording_kept_by'), 'kept_wording', ['kept_by'], unique=False)
    op.create_table('access_code',
    sa.Column('letter_id', sa.Uuid(), nullable=False),
    sa.Column('link_hash', sa.String(), nullable=False),
    sa.Column('code_hash', sa.String(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_access_code_letter_id_letter')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_access_code_made_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_code')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_access_code_link_hash'))
    )
    op.create_index(op.f('ix_access_code_letter_id'), 'access_code', ['letter_id'], unique=False)
    op.create_index(op.f('ix_access_code_made_by'), 'access_code', ['made_by'], unique=False)
    op.create_table('family_copy',
    sa.Column('letter_id', sa.Uuid(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_family_copy_by_id_person')),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_family_copy_letter_id_letter')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_family_copy'))
    )
    op.create_index(op.f('ix_family_copy_by_id'), 'family_copy', ['by_id'], unique=False)
    op.create_index(op.f('ix_family_copy_letter_id'), 'family_copy', ['letter_id'], unique=False)
    op.create_table('letter_print',
    sa.Column('letter_id', sa.Uuid(), nullable=False),
    sa.Column('layout', sa.String(), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=True),
    sa.Column('pdf_sha256', sa.String(), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('draw_tries', sa.Integer(), nullable=False),
    sa.Column('drawing_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('draw_failed', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_letter_print_letter_id_letter'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_print')),
    sa.UniqueConstraint('letter_id', 'layout', name=op.f('uq_letter_print_letter_id_layout'))
    )
    op.create_index('ix_letter_print_undrawn', 'letter_print', ['letter_id'], unique=False, postgresql_where=sa.text("pdf_sha256 IS NULL AND draw_failed = ''"))
    op.execute("""
        INSERT INTO letter_print (id, letter_id, layout, pdf, pdf_sha256, pages, drawn_at, draw_tries, draw_failed)
        SELECT gen_random_uuid(), id, content->>'layout', pdf, pdf_sha256, 0, drawn_at, draw_tries, draw_failed FROM letter
    """)
    _count_pages(op.get_bind())
    op.execute("""
        INSERT INTO letter_print (id, letter_id, layout, pages, draw_tries, draw_failed)
        SELECT gen_random_uuid(), letter.id, each.layout, 0, 0, ''
        FROM letter CROSS JOIN (VALUES ('standard'), ('large_print')) AS each (layout)
        ON CONFLICT DO NOTHING
    """)
    op.drop_index('ix_letter_undrawn', table_name='letter')
    for column in ('pdf', 'pdf_sha256', 'drawn_at', 'draw_tries', 'draw_failed'):
        op.drop_column('letter', column)
    op.create_table('letter_reading',
    sa.Column('letter_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('said_read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_letter_reading_letter_id_letter'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_letter_reading_person_id_person')),
    sa.PrimaryKeyConstraint('letter_id', 'person_id', name=op.f('pk_letter_reading'))
    )
    op.create_index(op.f('ix_letter_reading_person_id'), 'letter_reading', ['person_id'], unique=False)
    op.execute("""
        INSERT INTO letter_reading (letter_id, person_id, opened_at)
        SELECT letter.id, person.id, min(audit_event.at)
        FROM audit_event
        JOIN letter ON letter.id::text = audit_event.subject
        JOIN person ON person.id = audit_event.person_id AND person.role IN ('referrer', 'org_lead')
        WHERE audit_event.act IN ('letter.read', 'letter.downloaded')
        GROUP BY letter.id, person.id
    """)
    op.create_table('letter_share',
    sa.Column('letter_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('shared_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_letter_share_letter_id_letter'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_letter_share_person_id_person')),
    sa.PrimaryKeyConstraint('letter_id', 'person_id', name=op.f('pk_letter_share'))
    )
    op.create_index(op.f('ix_letter_share_person_id'), 'letter_share', ['person_id'], unique=False)
    op.create_table('post_task',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('draw_failed', 'refused', 'bounced', 'unread', 'translate', 'other_format', name='taskkind', native_enum=False, length=60), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('letter_id', sa.Uuid(), nullable=True),
    sa.Column('message_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by', sa.Uuid(), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['done_by'], ['person.id'], name=op.f('fk_post_task_done_by_person')),
    sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_post_task_letter_id_letter'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_post_task_message_id_message')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_task')),
    sa.UniqueConstraint('key', name=op.f('uq_post_task_key'))
    )
    op.create_index(op.f('ix_post_task_done_by'), 'post_task', ['done_by'], unique=False)
    op.create_index(op.f('ix_post_task_letter_id'), 'post_task', ['letter_id'], unique=False)
    op.create_index(op.f('ix_post_task_message_id'), 'post_task', ['message_id'], unique=False)
    op.create_index('ix_post_task_open', 'post_task', ['district', 'made_at', 'id'], unique=False, postgresql_where=sa.text('done_at IS NULL'))
    op.create_index(op.f('ix_post_task_reference'), 'post_task', ['reference'], unique=False)
    # What went wrong before there were tasks is still somebody's to do.
    op.execute("""
        INSERT INTO post_task (id, key, kind, reference, district, letter_id, reason, made_at, words)
        SELECT gen_random_uuid(), concat('draw_failed:', letter.id, ':', layout), 'draw_failed', reference, district,
            letter.id, letter_print.draw_failed, now(), ''
        FROM letter_print JOIN letter ON letter.id = letter_print.letter_id WHERE letter_print.draw_failed <> ''
    """)
    op.execute("""
        INSERT INTO post_task (id, key, kind, reference, district, letter_id, message_id, reason, made_at, words)
        SELECT gen_random_uuid(), concat('refused:', message.id), 'refused', message.reference, newest.district,
            message.letter_id, message.id, '', now(), ''
        FROM message CROSS JOIN LATERAL (
            SELECT district FROM letter WHERE letter.reference = message.reference
            ORDER BY written_at DESC, id DESC LIMIT 1
        ) AS newest
        WHERE message.state = 'failed' AND message.reference <> ''
    """)
    op.add_column('letter', sa.Column('replaces_id', sa.Uuid(), nullable=True))
    op.create_index('ix_letter_told', 'letter', ['sealed_at', 'id'], unique=False, postgresql_where=sa.text("kind = 'outcome_referrer' AND state = 'sealed'"))
    op.create_index(op.f('ix_letter_replaces_id'), 'letter', ['replaces_id'], unique=False)
    op.create_foreign_key(op.f('fk_letter_replaces_id_letter'), 'letter', 'letter', ['replaces_id'], ['id'])
    op.add_column('person', sa.Column('hides_surname', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column('person', 'hides_surname', server_default=None)
    op.add_column('message', sa.Column('way', sa.String(), nullable=False, server_default=sa.text("'smtp'")))
    op.alter_column('message', 'way', server_default=None)
    op.add_column('message', sa.Column('provider_id', sa.String(), nullable=True))
    op.add_column('message', sa.Column('unsure', sa.Integer(), nullable=False, server_default=sa.text("'0'")))
    op.alter_column('message', 'unsure', server_default=None)
    op.add_column('message', sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('message', sa.Column('delayed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('message', sa.Column('bounced_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('message', sa.Column('bounce_code', sa.String(), nullable=False, server_default=sa.text("''")))
    op.alter_column('message', 'bounce_code', server_default=None)
    op.add_column('message', sa.Column('again_of', sa.Uuid(), nullable=True))
    op.add_column('message', sa.Column('settled_by', sa.Uuid(), nullable=True))
    op.add_column('message', sa.Column('released_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('mail_hold',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_hold'))
    )
    op.create_index('ix_message_held', 'message', ['posted_at', 'id'], unique=False, postgresql_where=sa.text("state = 'held'"))
    op.create_index(op.f('ix_message_again_of'), 'message', ['again_of'], unique=False)
    op.create_index(op.f('ix_message_settled_by'), 'message', ['settled_by'], unique=False)
    op.create_unique_constraint(op.f('uq_message_provider_id'), 'message', ['provider_id'])
    op.create_foreign_key(op.f('fk_message_settled_by_person'), 'message', 'person', ['settled_by'], ['id'])
    op.create_foreign_key(op.f('fk_message_again_of_message'), 'message', 'message', ['again_of'], ['id'])
    op.create_table('mail_report',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('failed', 'delayed', 'delivered', 'auto_reply', 'odd', name='reportkind', native_enum=False, length=60), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('message_id', sa.Uuid(), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_mail_report_message_id_message')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_mail_report'))
    )
    op.create_index(op.f('ix_mail_report_message_id'), 'mail_report', ['message_id'], unique=False)
    op.create_index(op.f('ix_mail_report_read_at'), 'mail_report', ['read_at'], unique=False)
    op.create_table('bounce_box',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bounce_box'))
    )
    op.add_column('outcome_draft', sa.Column('correcting', sa.String(), nullable=True))
    op.create_table('letter_correction',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('pieces', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('referrer_letter_id', sa.Uuid(), nullable=True),
    sa.Column('family_letter_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_letter_correction_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_letter_correction_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_correction')),
    sa.UniqueConstraint('request_id', 'round', 'number', name=op.f('uq_letter_correction_request_id_round_number'))
    )
    op.create_index(op.f('ix_letter_correction_by_id'), 'letter_correction', ['by_id'], unique=False)
    op.add_column('person', sa.Column('second_contact_id', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_person_second_contact_id'), 'person', ['second_contact_id'], unique=False)
    op.create_foreign_key(op.f('fk_person_second_contact_id_person'), 'person', 'person', ['second_contact_id'], ['id'])


def _count_pages(connection: sa.Connection) -> None:
    """One PDF at a time: they may be more than fits into memory."""
    drawn = connection.execute(sa.text("SELECT id FROM letter_print WHERE pdf IS NOT NULL")).scalars().all()
    for print_id in drawn:
        pdf = connection.execute(sa.text("SELECT pdf FROM letter_print WHERE id = :id"), {"id": print_id}).scalar_one()
        counted = {"pages": _pages(pdf), "id": print_id}
        connection.execute(sa.text("UPDATE letter_print SET pages = :pages WHERE id = :id"), counted)


def _pages(pdf: bytes) -> int:
    """Of one that cannot be read 0, so that its page shows no picture: `portal letters verify` names it."""
    try:
        with pypdfium2.PdfDocument(pdf) as opened:
            return len(opened)
    except pypdfium2.PdfiumError:
        return 0
