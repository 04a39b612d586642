"""Whether the chair lets associates write in a statement."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("statements") as statements:
        statements.add_column(sa.Column("associates_write", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("statements") as statements:
        statements.drop_column("associates_write")
