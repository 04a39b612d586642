"""Typing together: updates of paragraphs' documents, their epochs, and all who contributed to a revision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("seat", sa.String(), nullable=True),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_updates_journal_id_journals")),
        sa.ForeignKeyConstraint(["paragraph_id"], ["paragraphs.id"], name=op.f("fk_updates_paragraph_id_paragraphs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_updates_paragraph_id_epoch", "updates", ["paragraph_id", "epoch"])
    op.create_index(op.f("ix_updates_journal_id"), "updates", ["journal_id"])
    with op.batch_alter_table("paragraphs") as paragraphs:
        paragraphs.add_column(sa.Column("epoch", sa.Integer(), nullable=False, server_default="1"))
        paragraphs.add_column(sa.Column("settled_update", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("contributors", sa.JSON(), nullable=False, server_default="[]"))
    array, record = "json_build_array", "json_build_object"
    if op.get_bind().dialect.name == "sqlite":
        array, record = "json_array", "json_object"
    op.execute(sa.text(f"UPDATE revisions SET contributors = {array}({record}('seat', seat, 'person', person))"))  # noqa: S608 - two words of ours


def downgrade() -> None:
    with op.batch_alter_table("revisions") as revisions:
        revisions.drop_column("contributors")
    with op.batch_alter_table("paragraphs") as paragraphs:
        paragraphs.drop_column("settled_update")
        paragraphs.drop_column("epoch")
    op.drop_table("updates")
