"""The demo group on a server, in which nobody acts by script."""

import re
import time

from tests.browser.server import Server
from tests.serving import SECONDS

SLUG = "stranded-migrants"


class Demo(Server):
    """A server with the demo group; `links` are the ways in, by part."""

    command = ("demo", "--still")
    links: dict[str, str]

    def start(self) -> None:
        """Start, and wait until it has said all ways in."""
        super().start()
        until = time.monotonic() + SECONDS
        while "Observers" not in self.log():
            assert time.monotonic() < until, f"the demo did not start: {self.log()}"
            time.sleep(0.05)
        found = {who: path for path, who in re.findall(r"(/demo/(\w+)/\w+)", self.log())}
        self.links = found | {"gallery": f"/g/{SLUG}/gallery"}
