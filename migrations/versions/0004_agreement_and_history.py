"""Single undertakings, `checked` in place of `final`, and the entries of the journal by the paragraph they changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("statements") as statements:
        statements.alter_column("final", new_column_name="checked", existing_type=sa.Boolean(), existing_nullable=False)
        statements.add_column(
            sa.Column("single_undertaking", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "mentions",
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_mentions_journal_id_journals")),
        sa.PrimaryKeyConstraint("journal_id", "key", "seq", name=op.f("pk_mentions")),
    )
    each, key = "json_array_elements(entries.changes) AS change", "change ->> 0"
    if op.get_bind().dialect.name == "sqlite":
        each, key = "json_each(entries.changes) AS change", "json_extract(change.value, '$[0]')"
    op.execute(
        sa.text(
            f"INSERT INTO mentions SELECT DISTINCT entries.journal_id, {key}, entries.seq"  # noqa: S608 - words of ours
            f" FROM entries, {each} WHERE {key} LIKE 'paragraph/%'"
        )
    )


def downgrade() -> None:
    op.drop_table("mentions")
    with op.batch_alter_table("statements") as statements:
        statements.drop_column("single_undertaking")
        statements.alter_column("checked", new_column_name="final", existing_type=sa.Boolean(), existing_nullable=False)
