"""Who may act in a question is found without a look at the whole electorate."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the frozen electorates by the people who act."""
    op.create_index("ix_electors_question_id_holder", "electors", ["question_id", "holder"])
    op.create_index("ix_electors_question_id_alternate", "electors", ["question_id", "alternate"])


def downgrade() -> None:
    """Drop the indexes."""
    op.drop_index("ix_electors_question_id_alternate", "electors")
    op.drop_index("ix_electors_question_id_holder", "electors")
