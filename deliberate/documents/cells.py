"""What every table for a spreadsheet has in common: no cell of somebody's words is a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection)."""


def plain(cell: object) -> object:
    """The cell as it stands in the table: words that look like a formula as words, and nothing as an empty cell."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
