"""Of which text a vote asks whether it is an important question."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.add_column(sa.Column("important_type", sa.String(), nullable=True))
        questions.add_column(sa.Column("important_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.drop_column("important_id")
        questions.drop_column("important_type")
