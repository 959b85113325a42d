"""How triage goes on: waits, follow-up, contacts, links, second looks, who is away and who looks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0004'


def upgrade() -> None:
    op.create_table('absence',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('cover_id', sa.Uuid(), nullable=True),
    sa.Column('kept_by', sa.Uuid(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['cover_id'], ['person.id'], name=op.f('fk_absence_cover_id_person')),
    sa.ForeignKeyConstraint(['kept_by'], ['person.id'], name=op.f('fk_absence_kept_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_absence_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    op.create_index(op.f('ix_absence_cover_id'), 'absence', ['cover_id'], unique=False)
    op.create_index('ix_absence_person_id', 'absence', ['person_id', 'last_day'], unique=False)
    op.create_table('duty_day',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('named_by', sa.Uuid(), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['named_by'], ['person.id'], name=op.f('fk_duty_day_named_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_duty_day_person_id_person')),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_duty_day'))
    )
    op.create_index(op.f('ix_duty_day_person_id'), 'duty_day', ['person_id'], unique=False)
    op.create_table('lending',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('lent_by', sa.Uuid(), nullable=False),
    sa.Column('lent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['lent_by'], ['person.id'], name=op.f('fk_lending_lent_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_lending_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lending'))
    )
    op.create_index('ix_lending_person_id', 'lending', ['person_id', 'last_day'], unique=False)
    op.create_table('case_check',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_found', sa.Boolean(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_case_check_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_case_check_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_check'))
    )
    op.create_index(op.f('ix_case_check_request_id'), 'case_check', ['request_id'], unique=False)
    op.create_table('check_back',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('answers', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_check_back_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_check_back_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_back'))
    )
    op.create_index(op.f('ix_check_back_request_id'), 'check_back', ['request_id'], unique=False)
    op.create_table('contact',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('with_whom', sa.Enum('family', 'referrer', 'service', 'mash', name='with', native_enum=False, length=60), nullable=False),
    sa.Column('whom', sa.String(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_contact_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_contact_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact'))
    )
    op.create_index('ix_contact_request_id', 'contact', ['request_id', 'at'], unique=False)
    op.create_table('contact_cleared',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('back_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('back_by', sa.Uuid(), nullable=True),
    sa.Column('back_words', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['back_by'], ['person.id'], name=op.f('fk_contact_cleared_back_by_person')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_contact_cleared_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_contact_cleared_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_cleared'))
    )
    op.create_index('ix_contact_cleared_request_id', 'contact_cleared', ['request_id'], unique=False)
    op.create_index('uq_contact_cleared_stands', 'contact_cleared', ['request_id'], unique=True, postgresql_where=sa.text('back_at IS NULL'))
    op.create_table('holding',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('holder_id', sa.Uuid(), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.Enum('picked_up', 'given_back', 'given', 'taken_over', 'district', 'out_of_sight', 'step_up', name='why', native_enum=False, length=60), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_holding_by_id_person')),
    sa.ForeignKeyConstraint(['holder_id'], ['person.id'], name=op.f('fk_holding_holder_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_holding_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_holding'))
    )
    op.create_index('ix_holding_holder_id', 'holding', ['holder_id', 'at'], unique=False)
    op.create_index(op.f('ix_holding_request_id'), 'holding', ['request_id'], unique=False)
    op.create_table('looking',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_looking_person_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_looking_request_id_help_request'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('request_id', 'person_id', name=op.f('pk_looking'))
    )
    op.create_table('read_now',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('alerted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('alerts', sa.Integer(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_by', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_read_now_answered_by_person')),
    sa.ForeignKeyConstraint(['read_by'], ['person.id'], name=op.f('fk_read_now_read_by_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_read_now_request_id_help_request')),
    sa.PrimaryKeyConstraint('request_id', name=op.f('pk_read_now'))
    )
    op.create_index('ix_read_now_unread', 'read_now', ['alerted_at'], unique=False, postgresql_where=sa.text('read_at IS NULL'))
    op.create_table('request_key',
    sa.Column('taken', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_request_key_person_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_request_key_request_id_help_request'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('request_id', 'person_id', name=op.f('pk_request_key'))
    )
    op.create_table('request_link',
    sa.Column('one_id', sa.Uuid(), nullable=False),
    sa.Column('other_id', sa.Uuid(), nullable=False),
    sa.Column('is_same', sa.Boolean(), nullable=False),
    sa.Column('why', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('one_id < other_id', name=op.f('ck_request_link_order')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_request_link_by_id_person')),
    sa.ForeignKeyConstraint(['one_id'], ['help_request.id'], name=op.f('fk_request_link_one_id_help_request')),
    sa.ForeignKeyConstraint(['other_id'], ['help_request.id'], name=op.f('fk_request_link_other_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_link')),
    sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_request_link_one_id_other_id'))
    )
    op.create_index(op.f('ix_request_link_other_id'), 'request_link', ['other_id'], unique=False)
    op.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
    op.create_table('search_word',
    sa.Column('word', sa.String(collation='C'), nullable=False),
    sa.Column('sound', sa.String(collation='C'), nullable=False),
    sa.PrimaryKeyConstraint('word', name=op.f('pk_search_word'))
    )
    op.create_index('ix_search_word_alike', 'search_word', ['word'], unique=False, postgresql_using='gin', postgresql_ops={'word': 'gin_trgm_ops'})
    op.create_index('ix_search_word_sound', 'search_word', ['sound'], unique=False)
    op.create_table('search_term',
    sa.Column('term', sa.String(collation='C'), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_search_term_request_id_help_request'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('term', 'district', 'request_id', name=op.f('pk_search_term'))
    )
    op.create_index(op.f('ix_search_term_request_id'), 'search_term', ['request_id'], unique=False)
    op.create_table('second_look',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('draft_version', sa.Integer(), nullable=False),
    sa.Column('letters_sha256', sa.String(), nullable=False),
    sa.Column('why', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verdict', sa.Enum('approved', 'returned', name='verdict', native_enum=False, length=60), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('looked_by', sa.Uuid(), nullable=True),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_second_look_asked_by_person')),
    sa.ForeignKeyConstraint(['looked_by'], ['person.id'], name=op.f('fk_second_look_looked_by_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_second_look_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_look')),
    sa.UniqueConstraint('request_id', 'round', 'number', name=op.f('uq_second_look_request_id_round_number'))
    )
    op.create_index(op.f('ix_second_look_request_id'), 'second_look', ['request_id'], unique=False)
    op.create_index('ix_second_look_waiting', 'second_look', ['district', 'asked_at'], unique=False, postgresql_where=sa.text('verdict IS NULL'))
    op.create_index('ix_decision_decided_by', 'decision', ['decided_by'], unique=False)
    op.add_column('person', sa.Column('is_experienced', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.alter_column('person', 'is_experienced', server_default=None)
    op.create_table('step_up',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('phoned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('spoke_to', sa.String(), nullable=False),
    sa.Column('mash_reference', sa.String(), nullable=False),
    sa.Column('family_told', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_step_up_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_step_up_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step_up'))
    )
    op.create_index(op.f('ix_step_up_request_id'), 'step_up', ['request_id'], unique=False)
    op.create_table('action',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('action', 'first_contact', 'transfer', name='actionkind', native_enum=False, length=60), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('by', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', 'dropped', name='actionstate', native_enum=False, length=60), nullable=False),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('came_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_action_decision_id_decision')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_action_request_id_help_request')),
    sa.ForeignKeyConstraint(['settled_by'], ['person.id'], name=op.f('fk_action_settled_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action'))
    )
    op.create_index('ix_action_open', 'action', ['district', 'by', 'id'], unique=False, postgresql_where=sa.text("state = 'open'"))
    op.create_index(op.f('ix_action_request_id'), 'action', ['request_id'], unique=False)
    op.create_table('look_again',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer_due_on', sa.Date(), nullable=False),
    sa.Column('given_to', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_look_again_asked_by_person')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_look_again_decision_id_decision')),
    sa.ForeignKeyConstraint(['given_to'], ['person.id'], name=op.f('fk_look_again_given_to_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_look_again_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_look_again')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_look_again_decision_id'))
    )
    op.create_index(op.f('ix_look_again_request_id'), 'look_again', ['request_id'], unique=False)
    op.create_index('ix_look_again_open', 'look_again', ['request_id'], unique=False, postgresql_where=sa.text('answered_at IS NULL'))
    op.create_table('promise_change',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.Enum('late', 'by_hand', 'calendar', 'look_again', 'opened_again', name='why', native_enum=False, length=60), nullable=False),
    sa.Column('was', sa.Date(), nullable=False),
    sa.Column('now_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_promise_change_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['help_request.id'], name=op.f('fk_promise_change_request_id_help_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise_change'))
    )
    op.create_index(op.f('ix_promise_change_request_id'), 'promise_change', ['request_id'], unique=False)
    op.add_column('help_request', sa.Column('waiting_since', sa.Date(), nullable=True))
    op.add_column('help_request', sa.Column('waited_days', sa.Integer(), server_default='0', nullable=False))
    op.alter_column('help_request', 'waited_days', server_default=None)
    op.add_column('help_request', sa.Column('promised_again_on', sa.Date(), nullable=True))
    op.add_column('help_request', sa.Column('counted_from', sa.Date(), nullable=True))
    op.add_column('help_request', sa.Column('promised_days', sa.Integer(), nullable=True))
    op.add_column('help_request', sa.Column('check_back_on', sa.Date(), nullable=True))
    op.add_column('help_request', sa.Column('closed_on', sa.Date(), nullable=True))
    op.add_column('help_request', sa.Column('family_id', sa.Uuid(), nullable=True))
    op.create_index('ix_help_request_check_back', 'help_request', ['district', 'check_back_on', 'id'], unique=False, postgresql_where=sa.text("status IN ('checking_back')"))
    op.create_index(op.f('ix_help_request_family_id'), 'help_request', ['family_id'], unique=False)
    op.add_column('referrer_question', sa.Column('about', sa.String(), server_default='', nullable=False))
    op.alter_column('referrer_question', 'about', server_default=None)
    op.add_column('referrer_question', sa.Column('answer_by', sa.Date(), nullable=True))
    op.add_column('referrer_question', sa.Column('typed', sa.String(), server_default='', nullable=False))
    op.alter_column('referrer_question', 'typed', server_default=None)
    op.add_column('referrer_question', sa.Column('typed_revision', sa.Integer(), server_default='0', nullable=False))
    op.alter_column('referrer_question', 'typed_revision', server_default=None)
    op.add_column('referrer_question', sa.Column('typed_edit', sa.String(), server_default='', nullable=False))
    op.alter_column('referrer_question', 'typed_edit', server_default=None)
    op.add_column('referrer_question', sa.Column('typed_by', sa.Uuid(), nullable=True))
    op.add_column('referrer_question', sa.Column('typed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('referrer_question', sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f('fk_referrer_question_typed_by_person'), 'referrer_question', 'person', ['typed_by'], ['id'])
    op.create_index('ix_referrer_question_waiting', 'referrer_question', ['asked_at'], unique=False, postgresql_where=sa.text('answered_at IS NULL'))
    op.add_column('request_content', sa.Column('is_searchable', sa.Boolean(), server_default='false', nullable=False))
    op.alter_column('request_content', 'is_searchable', server_default=None)
    op.create_index('ix_request_content_to_search', 'request_content', ['request_id'], unique=False, postgresql_where=sa.text('NOT is_searchable'))
    op.add_column('postcode', sa.Column('easting', sa.Integer(), nullable=True))
    op.add_column('postcode', sa.Column('northing', sa.Integer(), nullable=True))
    op.drop_index('ix_child_of_request_match', table_name='child_of_request')
    op.add_column('child_of_request', sa.Column('known_as', sa.String(), server_default='', nullable=False))
    op.alter_column('child_of_request', 'known_as', server_default=None)
    op.add_column('child_of_request', sa.Column('match_keys', sa.ARRAY(sa.BigInteger()), nullable=True))
    op.create_index('ix_child_of_request_match_keys', 'child_of_request', ['match_keys'], unique=False, postgresql_using='gin', postgresql_with={'fastupdate': 'off'})
    # The planner takes any two arrays of sums to share one far too often, and would read every child ever kept.
    op.execute("""
        CREATE FUNCTION children_like(sums bigint[]) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 50
        SET enable_seqscan = off
        AS $$ SELECT id FROM child_of_request WHERE match_keys && sums $$
    """)
    op.create_index('ix_child_of_request_without_keys', 'child_of_request', ['id'], unique=False, postgresql_where=sa.text('match_keys IS NULL'))
