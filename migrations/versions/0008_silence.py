"""The silence procedure: rounds, messages, what was told by mail, and the lease of the one who looks after it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "silences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("about_type", sa.String(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_silences_journal_id_journals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silences")),
        sa.UniqueConstraint("journal_id", "number", "round", name=op.f("uq_silences_journal_id_number_round")),
    )
    op.create_index(op.f("ix_silences_journal_id"), "silences", ["journal_id"])
    op.create_index(op.f("ix_silences_state"), "silences", ["state"])
    op.create_table(
        "silence_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("silence_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journal_id"], ["journals.id"], name=op.f("fk_silence_messages_journal_id_journals")),
        sa.ForeignKeyConstraint(["silence_id"], ["silences.id"], name=op.f("fk_silence_messages_silence_id_silences")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence_messages")),
    )
    op.create_index(op.f("ix_silence_messages_journal_id"), "silence_messages", ["journal_id"])
    op.create_index(op.f("ix_silence_messages_silence_id"), "silence_messages", ["silence_id"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("silence_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["silence_id"], ["silences.id"], name=op.f("fk_reminders_silence_id_silences")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("silence_id", "seat", "notice", name=op.f("uq_reminders_silence_id_seat_notice")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    with op.batch_alter_table("notes") as notes:
        notes.add_column(sa.Column("silence_id", sa.Integer(), nullable=True))
        notes.create_foreign_key(op.f("fk_notes_silence_id_silences"), "silences", ["silence_id"], ["id"])
        notes.create_index(op.f("ix_notes_silence_id"), ["silence_id"])


def downgrade() -> None:
    with op.batch_alter_table("notes") as notes:
        notes.drop_index(op.f("ix_notes_silence_id"))
        notes.drop_constraint(op.f("fk_notes_silence_id_silences"), type_="foreignkey")
        notes.drop_column("silence_id")
    for table in ("leases", "reminders", "silence_messages", "silences"):
        op.drop_table(table)
