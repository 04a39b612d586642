"""Recounting votes and sharing seats from a file. It needs neither a site nor a server, and starts at once."""

import sys

import click

from deliberate.domain import cases, choices, plans


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def count(file: str, as_json: bool) -> None:
    """Count the votes of FILE by the rules it gives: anyone can recount."""
    sys.exit(cases.main(file, as_json, sys.stdout, sys.stderr))


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def choose(file: str, as_json: bool) -> None:
    """Count the approvals or rankings of FILE, both halves alike: anyone can recount what comes first."""
    sys.exit(choices.main(file, as_json, sys.stdout, sys.stderr))


@click.command()
@click.argument("plan")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@click.option("--seed", help="The seed of the lot if there is a tie. Default: the plan's own.")
def seats(plan: str, as_json: bool, seed: str | None) -> None:
    """Share the seats of one side among its constituencies, as PLAN asks: anyone can share them again."""
    sys.exit(plans.main(plan, as_json, sys.stdout, sys.stderr, seed))
