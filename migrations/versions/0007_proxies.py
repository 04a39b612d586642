"""Proxies, and in a frozen electorate the seat that acts for another."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proxies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_proxies_journal_id_journals")),
        sa.ForeignKeyConstraint(["person"], ["accounts.id"], name=op.f("fk_proxies_person_accounts")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_proxies_sitting_id_sittings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxies")),
    )
    op.create_index(op.f("ix_proxies_journal_id"), "proxies", ["journal_id"])
    op.create_index(op.f("ix_proxies_sitting_id"), "proxies", ["sitting_id"])
    with op.batch_alter_table("electors") as electors:
        electors.add_column(sa.Column("proxy", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("electors") as electors:
        electors.drop_column("proxy")
    op.drop_table("proxies")
