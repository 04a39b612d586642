"""The floor in full: on behalf of others, moves of the chair, motions of procedure, the balance, and the hall."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.Integer()


def upgrade() -> None:
    op.create_table(
        "motions",
        sa.Column("id", ID, nullable=False),
        sa.Column("sitting_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("appealed_by", sa.String(), nullable=True),
        sa.Column("question_id", ID, nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_recorded("motions"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_motions_question_id_questions")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_motions_sitting_id_sittings")),
    )
    op.create_index(op.f("ix_motions_journal_id"), "motions", ["journal_id"])
    op.create_index(op.f("ix_motions_sitting_id"), "motions", ["sitting_id"])
    op.create_table(
        "balances",
        sa.Column("id", ID, nullable=False),
        sa.Column("sitting_id", ID, nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("item", sa.JSON(), nullable=False),
        sa.Column("sitting", sa.JSON(), nullable=False),
        *_recorded("balances"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_balances_sitting_id_sittings")),
        sa.UniqueConstraint("sitting_id", "inside", name=op.f("uq_balances_sitting_id_inside")),
    )
    op.create_index(op.f("ix_balances_journal_id"), "balances", ["journal_id"])
    for table in ("requests", "speeches"):
        with op.batch_alter_table(table) as rows:
            rows.add_column(sa.Column("stance", sa.String(), nullable=True))
            rows.add_column(sa.Column("motion_id", ID, nullable=True))
            rows.add_column(sa.Column("on_behalf", sa.JSON(), nullable=False, server_default="[]"))
            rows.create_foreign_key(op.f(f"fk_{table}_motion_id_motions"), "motions", ["motion_id"], ["id"])
    with op.batch_alter_table("speeches") as speeches:
        speeches.add_column(sa.Column("constituency", sa.String(), nullable=True))
        speeches.add_column(sa.Column("out_of_turn", sa.Boolean(), nullable=False, server_default=sa.false()))
        speeches.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("queues") as queues:
        queues.add_column(sa.Column("moves", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("sittings") as sittings:
        sittings.add_column(sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True))
        sittings.add_column(sa.Column("hall", sa.String(), nullable=False, server_default="automatic"))
        sittings.add_column(sa.Column("hall_paragraph", ID, nullable=True))


def _recorded(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    """What every recorded row has."""
    return (
        sa.Column("journal_id", ID, nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f(f"fk_{table}_journal_id_journals")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    with op.batch_alter_table("sittings") as sittings:
        for name in ("hall_paragraph", "hall", "taken_up_at"):
            sittings.drop_column(name)
    with op.batch_alter_table("queues") as queues:
        queues.drop_column("moves")
    with op.batch_alter_table("speeches") as speeches:
        for name in ("reason", "out_of_turn", "constituency"):
            speeches.drop_column(name)
    for table in ("requests", "speeches"):
        with op.batch_alter_table(table) as rows:
            rows.drop_constraint(op.f(f"fk_{table}_motion_id_motions"), type_="foreignkey")
            for name in ("on_behalf", "motion_id", "stance"):
                rows.drop_column(name)
    op.drop_table("balances")
    op.drop_table("motions")
