"""Methods of voting: hands that were counted, the order of a roll call, and secret ballots without a trace."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

questions = sa.table("questions", sa.column("kind", sa.String), sa.column("method", sa.String))
groups = sa.table("groups", sa.column("id", sa.Integer), sa.column("settings", sa.JSON))


def upgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.add_column(sa.Column("method", sa.String(), nullable=True))
        table.add_column(sa.Column("cautions", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("hands", sa.JSON(), nullable=True))
    with op.batch_alter_table("electors") as table:
        table.add_column(sa.Column("called", sa.Integer(), nullable=True))
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_signatures_journal_id_journals")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_signatures_question_id_questions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("question_id", "seat", name=op.f("uq_signatures_question_id_seat")),
    )
    op.create_index(op.f("ix_signatures_journal_id"), "signatures", ["journal_id"])
    op.create_index(op.f("ix_signatures_question_id"), "signatures", ["question_id"])
    op.create_table(
        "papers",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("constituency", sa.String(), nullable=True),
        sa.Column("weight", sa.String(), nullable=False),
        sa.Column("mark", sa.String(length=1), nullable=False),
        sa.CheckConstraint("mark IN ('-', 'F', 'A', 'X')", name=op.f("ck_papers_mark")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_papers_question_id_questions")),
        sa.PrimaryKeyConstraint("question_id", "key", name=op.f("pk_papers")),
        sqlite_with_rowid=False,
    )
    op.execute(questions.update().where(questions.c.kind == "vote").values(method="recorded"))
    for id_, settings in op.get_bind().execute(sa.select(groups.c.id, groups.c.settings)).all():
        op.execute(groups.update().where(groups.c.id == id_).values(settings={"method": "recorded", **settings}))


def downgrade() -> None:
    op.drop_table("papers")
    op.drop_table("signatures")
    with op.batch_alter_table("electors") as table:
        table.drop_column("called")
    with op.batch_alter_table("questions") as table:
        table.drop_column("hands")
        table.drop_column("cautions")
        table.drop_column("method")
