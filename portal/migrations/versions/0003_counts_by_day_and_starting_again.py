"""Counts by day of more than stop pages; drafts that begin with an earlier request or were put back; mails that lead to a draft."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    op.rename_table('stop_count', 'day_count')
    op.alter_column('day_count', 'page', new_column_name='what')
    op.execute('ALTER TABLE day_count RENAME CONSTRAINT pk_stop_count TO pk_day_count')
    op.add_column('draft', sa.Column('again_of', sa.String(), server_default='', nullable=False))
    op.alter_column('draft', 'again_of', server_default=None)
    op.add_column('draft', sa.Column('restored_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_draft_unsent', 'draft', ['begun_at'], unique=False, postgresql_where=sa.text('sent_at IS NULL'))
    op.add_column('message', sa.Column('about_id', sa.Uuid(), nullable=True))
