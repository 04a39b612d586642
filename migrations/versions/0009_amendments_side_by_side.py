"""Amendments that move a paragraph, amend another or come back; their order, and those adopted together."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NEW = (
    sa.Column("parent_id", sa.Integer(), nullable=True),
    sa.Column("reintroduces_id", sa.Integer(), nullable=True),
    sa.Column("to_part_id", sa.Integer(), nullable=True),
    sa.Column("to_after_id", sa.Integer(), nullable=True),
    sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("distance", sa.String(), nullable=False, server_default="0"),
    sa.Column("why", sa.JSON(), nullable=True),
    sa.Column("attempt", sa.JSON(), nullable=True),
    sa.Column("rank", sa.Integer(), nullable=True),
    sa.Column("implies", sa.JSON(), nullable=False, server_default="[]"),
    sa.Column("new_paragraph_id", sa.Integer(), nullable=True),
)


def upgrade() -> None:
    with op.batch_alter_table("amendments") as amendments:
        for column in NEW:
            amendments.add_column(column)
        amendments.create_index(op.f("ix_amendments_parent_id"), ["parent_id"])
    op.execute(
        sa.text(
            "UPDATE amendments SET new_paragraph_id = (SELECT max(revisions.paragraph_id) FROM revisions"
            " WHERE revisions.amendment_id = amendments.id AND revisions.number = 1) WHERE kind = 'insert'"
        )
    )
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("amendments", sa.JSON(), nullable=False),
        sa.Column("taken_out", sa.JSON(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_batches_journal_id_journals")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_batches_statement_id_statements")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_journal_id"), "batches", ["journal_id"])
    op.create_index(op.f("ix_batches_statement_id"), "batches", ["statement_id"])


def downgrade() -> None:
    op.drop_table("batches")
    with op.batch_alter_table("amendments") as amendments:
        amendments.drop_index(op.f("ix_amendments_parent_id"))
        for column in reversed(NEW):
            amendments.drop_column(column.name)
