"""Amendments: what is proposed to a text, from which base, and who stands behind it; those adopted together."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Json, Recorded


class Amendment(Recorded):
    """A proposed change: the base it was made from and the whole text it would leave.

    `diff` is the difference between the two, word by word: a list of `["=" or "-" or "+", words]`, and `distance` the
    share of words changed. An amendment to an amendment names that one as its `parent`, whose text is its base. While
    it is to be redrafted, `attempt` is the merge that was tried: stretches of text, and where it clashed
    `{"base", "ours", "theirs"}`. `why` is the reason for which it fell or is to be redrafted. `rank` is its place in
    the chair's order of voting, `implies` are the amendments whose rejection its adoption implies by the chair's
    ruling, `new_paragraph_id` is what an adopted insertion became.
    """

    __tablename__ = "amendments"
    __table_args__ = (UniqueConstraint("journal_id", "number"),)
    noun = "amendment"
    shown = (
        "id",
        "label",
        "statement_id",
        "part_id",
        "paragraph_id",
        "parent_id",
        "reintroduces_id",
        "kind",
        "to_part_id",
        "to_after_id",
        "base",
        "base_revision",
        "text",
        "revision",
        "diff",
        "distance",
        "reason",
        "state",
        "why",
        "attempt",
        "seat",
        "sponsors",
        "rank",
        "implies",
        "new_paragraph_id",
        "at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), index=True)
    part_id: Mapped[int]
    paragraph_id: Mapped[int | None] = mapped_column(index=True)
    parent_id: Mapped[int | None] = mapped_column(index=True)
    reintroduces_id: Mapped[int | None]
    kind: Mapped[str]
    to_part_id: Mapped[int | None]
    to_after_id: Mapped[int | None]
    base: Mapped[str]
    base_revision: Mapped[int]
    text: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    diff: Mapped[list[list[str]]] = mapped_column(JSON())
    distance: Mapped[str]
    reason: Mapped[str]
    state: Mapped[str]
    why: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    attempt: Mapped[list[str | Json] | None] = mapped_column(JSON(none_as_null=True))
    seat: Mapped[str]
    sponsors: Mapped[list[str]]
    rank: Mapped[int | None]
    implies: Mapped[list[int]] = mapped_column(JSON(), default=list)
    new_paragraph_id: Mapped[int | None]
    at: Mapped[datetime]

    @property
    def label(self) -> str:
        """The name it goes by in the room, such as `A7`."""
        return f"A{self.number}"


class Batch(Recorded):
    """Amendments to be adopted together unless somebody objects, and those taken out because somebody did.

    `taken_out` lists them as `{"amendment", "seat", "reason"}`.
    """

    __tablename__ = "batches"
    noun = "batch"
    shown = ("id", "statement_id", "amendments", "taken_out")

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), index=True)
    amendments: Mapped[list[int]] = mapped_column(JSON())
    taken_out: Mapped[list[Json]]
