"""How a site is set up: one frozen value, read from the environment once, each setting with what it means."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class BadSettingError(ValueError):
    """A setting that cannot be used; the message names it and says what it should look like."""


@dataclass(frozen=True)
class Config:
    """The settings. Each is read from the environment variable of its name in capitals, with DELIBERATE_ before it."""

    var: Path
    """The folder for what the site keeps: the database, the secret. Made when missing. Default: `var`."""

    database_url: str
    """Where the data is: sqlite:///FILE or postgresql+psycopg://... Default: `deliberate.db` in `var`."""

    secret: bytes
    """What sign-ins are signed with, 32 characters or more. Default: made once and kept in `secret` in `var`."""

    base_url: str
    """How the site is reached from outside, such as https://deliberate.example.org. Every link begins with it."""

    smtp_url: str | None = None
    """Where mail goes out: smtp://USER:PASSWORD@HOST:PORT, or smtps://. Without it, links are shown, not sent,
    and nobody is reminded of a silence procedure."""

    mail_from: str = "deliberate@localhost"
    """The sender of the site's mail."""

    proxies: int = 0
    """How many reverse proxies stand in front and say who the client is (X-Forwarded-For)."""

    log_json: bool = False
    """Write the log as JSON, one object a line."""

    paragraph_limit: int = 20_000
    """How many characters a paragraph may grow to while it is typed."""

    @property
    def https(self) -> bool:
        """Whether browsers reach the site over TLS; cookies are then sent over TLS alone."""
        return self.base_url.startswith("https://")

    @property
    def secret_text(self) -> str:
        """The secret, as Flask wants it."""
        return self.secret.decode()


def from_environment(environ: Mapping[str, str] = os.environ, *, port: int = 8000) -> Config:
    """The settings as the environment has them."""

    def read(name: str, default: str = "") -> str:
        return environ.get(f"DELIBERATE_{name.upper()}", "").strip() or default

    var = Path(read("var", "var")).resolve()
    base_url = read("base_url", f"http://127.0.0.1:{port}").rstrip("/")
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        raise BadSettingError("DELIBERATE_BASE_URL must look like https://deliberate.example.org")
    proxies = read("proxies", "0")
    if not proxies.isdigit():
        raise BadSettingError("DELIBERATE_PROXIES must be a whole number")
    paragraph_limit = read("paragraph_limit", "20000")
    if not paragraph_limit.isdigit() or not int(paragraph_limit):
        raise BadSettingError("DELIBERATE_PARAGRAPH_LIMIT must be a whole number above 0")
    smtp_url = read("smtp_url", environ.get("SMTP_URL", "").strip())
    if smtp_url and urlsplit(smtp_url).scheme not in ("smtp", "smtps"):
        raise BadSettingError("DELIBERATE_SMTP_URL must look like smtp://user:password@host:587")
    return Config(
        var=var,
        database_url=read("database_url", environ.get("DATABASE_URL", "").strip()) or f"sqlite:///{var}/deliberate.db",
        secret=_secret(read("secret"), var),
        base_url=base_url,
        smtp_url=smtp_url or None,
        mail_from=read("mail_from", "deliberate@localhost"),
        proxies=int(proxies),
        paragraph_limit=int(paragraph_limit),
        log_json=read("log_json") in ("1", "true", "yes"),
    )


LEAST_SECRET = 32


def _secret(given: str, var: Path) -> bytes:
    if given:
        if len(given) < LEAST_SECRET:
            raise BadSettingError(f"DELIBERATE_SECRET must have {LEAST_SECRET} characters or more")
        return given.encode()
    var.mkdir(parents=True, exist_ok=True)
    file = var / "secret"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_hex(32))
    except FileExistsError:
        pass  # made by an earlier start
    return file.read_bytes().strip()
