"""Which vote a second one after a tie takes up again."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.add_column(sa.Column("again_of", sa.Integer(), nullable=True))
        questions.create_foreign_key(op.f("fk_questions_again_of_questions"), "questions", ["again_of"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.drop_constraint(op.f("fk_questions_again_of_questions"), type_="foreignkey")
        questions.drop_column("again_of")
