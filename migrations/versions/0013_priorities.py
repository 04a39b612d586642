"""Choosing one among several recommendations: options, and what each seat prefers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_options_journal_id_journals")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_options_question_id_questions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_options")),
        sa.UniqueConstraint("question_id", "label", name=op.f("uq_options_question_id_label")),
    )
    op.create_index(op.f("ix_options_journal_id"), "options", ["journal_id"])
    op.create_index(op.f("ix_options_question_id"), "options", ["question_id"])
    op.create_table(
        "preferences",
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_preferences_journal_id_journals")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_preferences_question_id_questions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferences")),
        sa.UniqueConstraint("question_id", "seat", name=op.f("uq_preferences_question_id_seat")),
    )
    op.create_index(op.f("ix_preferences_journal_id"), "preferences", ["journal_id"])
    op.create_index(op.f("ix_preferences_question_id"), "preferences", ["question_id"])


def downgrade() -> None:
    op.drop_table("preferences")
    op.drop_table("options")
