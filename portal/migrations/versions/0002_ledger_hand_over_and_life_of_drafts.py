"""The save ledger, drafts handed to colleagues, keys for unsent words, and the life of a draft."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    op.create_table('draft_key',
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_key_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_draft_key_person_id_person')),
    sa.PrimaryKeyConstraint('draft_id', 'person_id', name=op.f('pk_draft_key'))
    )
    op.create_table('draft_save',
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('value', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('edit_id', sa.Uuid(), nullable=False),
    sa.Column('edited_by', sa.Uuid(), nullable=False),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sign_in_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_save_draft_id_draft'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('draft_id', 'path', 'revision', name=op.f('pk_draft_save'))
    )
    op.create_table('draft_share',
    sa.Column('draft_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('given_by', sa.Uuid(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['draft.id'], name=op.f('fk_draft_share_draft_id_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['given_by'], ['person.id'], name=op.f('fk_draft_share_given_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_draft_share_person_id_person')),
    sa.PrimaryKeyConstraint('draft_id', 'person_id', 'section', name=op.f('pk_draft_share'))
    )
    op.create_index(op.f('ix_draft_share_person_id'), 'draft_share', ['person_id'], unique=False)
    op.drop_table('draft_sitting')
    op.add_column('draft', sa.Column('kept_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('draft', sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('draft', sa.Column('half_done_at', sa.DateTime(timezone=True), nullable=True))
    _add_filled('draft', sa.Column('deleted_why', sa.String(), nullable=False), "''")
    _add_filled('draft', sa.Column('active_seconds', sa.Integer(), nullable=False), "0")
    _add_filled('draft', sa.Column('sittings', sa.Integer(), nullable=False), "1")
    _add_filled('draft_answer', sa.Column('to_check', sa.Boolean(), nullable=False), "false")


def _add_filled(table: str, column: "sa.Column[object]", value: str) -> None:
    """Add a column that rows already there get `value` in."""
    column.server_default = sa.DefaultClause(sa.text(value))
    op.add_column(table, column)
    op.alter_column(table, column.name, server_default=None)
