"""Which decision a vote on reconsideration is about."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.add_column(sa.Column("reconsiders", sa.Integer(), nullable=True))
        questions.create_foreign_key(op.f("fk_questions_reconsiders_questions"), "questions", ["reconsiders"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.drop_constraint(op.f("fk_questions_reconsiders_questions"), type_="foreignkey")
        questions.drop_column("reconsiders")
