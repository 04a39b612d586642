"""The amendment that was tabled with a message to a text under silence."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("silence_messages") as messages:
        messages.add_column(sa.Column("amendment_id", sa.Integer(), nullable=True))
        messages.create_foreign_key(
            op.f("fk_silence_messages_amendment_id_amendments"), "amendments", ["amendment_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("silence_messages") as messages:
        messages.drop_constraint(op.f("fk_silence_messages_amendment_id_amendments"), type_="foreignkey")
        messages.drop_column("amendment_id")
