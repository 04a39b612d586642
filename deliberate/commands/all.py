"""Every noun that has commands: importing this fills the table."""

from deliberate.commands import (  # noqa: F401
    accounts,
    agenda,
    agreement,
    amendments,
    consensus,
    drafting,
    groups,
    offices,
    paragraphs,
    people,
    presence,
    questions,
    reshaping,
    seats,
    sittings,
    speaking,
    statements,
    voting,
)
