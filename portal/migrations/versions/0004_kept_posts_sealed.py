"""What was typed when a sign-in lapsed is sealed: the row alone cannot be read. Older rows were kept a day at most."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    op.execute("DELETE FROM kept_post")
    op.drop_column('kept_post', 'fields')
    op.add_column('kept_post', sa.Column('sealed', sa.LargeBinary(), nullable=False))
