"""The API described for programs: made from the table of commands and their schemas, so it is never out of date."""

from functools import cache
from importlib.metadata import version
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from deliberate.commands.registry import COMMANDS, Command
from deliberate.domain.rights import role_names

KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Your own for this one act: sent again with the same body, it gives the first receipt.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100},
}
TOKEN: dict[str, Any] = {
    "name": "X-CSRFToken",
    "in": "header",
    "required": True,
    "description": "`csrf` of the page the command comes from.",
    "schema": {"type": "string"},
}
SLUG: dict[str, Any] = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
RECEIPT: dict[str, Any] = {
    "type": "object",
    "required": ["ok", "seq", "made"],
    "properties": {"ok": {"const": True}, "seq": {"type": "integer"}, "made": {"type": "object"}},
}
REFUSAL: dict[str, Any] = {
    "type": "object",
    "required": ["ok", "code", "message", "facts"],
    "properties": {
        "ok": {"const": False},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "facts": {"type": "object"},
    },
}
ENTRY: dict[str, Any] = {
    "type": "object",
    "required": ["seq"],
    "description": "What the reader may not see arrives as its number alone.",
    "properties": {
        "seq": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
        "event": {"type": "string"},
        "actor": {"type": ["string", "null"]},
        "facts": {"type": "object"},
        "changes": {
            "type": "object",
            "description": "Record key to the whole record after the change, or null when it is gone.",
            "additionalProperties": {"type": ["object", "null"]},
        },
    },
}

SENTENCES = {"type": "array", "items": {"type": "object", "description": "`say`, words, and `facts` to fill them."}}


@cache
def openapi(base_url: str) -> dict[str, Any]:
    """The OpenAPI document of this site."""
    spec = APISpec(
        title="deliberate",
        version=version("deliberate"),
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin()],
        info={"description": "Every change is a named command. What happened is read as numbered entries."},
        servers=[{"url": base_url}],
    )
    for name, schema in {"Receipt": RECEIPT, "Refusal": REFUSAL, "Entry": ENTRY}.items():
        spec.components.schema(name, schema)
    spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": "session"})
    for command in COMMANDS.values():
        if not command.inner:
            _describe(spec, command)
    _describe_reading(spec)
    described: dict[str, Any] = spec.to_dict()
    return described


def _describe(spec: APISpec, command: Command) -> None:
    path = f"/api/commands/{command.name}" if command.of_site else f"/api/groups/{{slug}}/commands/{command.name}"
    summary, _, rest = command.rule.partition("\n\n")
    who = ", ".join(role_names(command.who)) or "anyone"
    limits = [f"Who: {who}."]
    if command.when is not None:
        limits.append(f"While the sitting is: {', '.join(sorted(command.when))}.")
    if command.stages is not None:
        limits.append(f"While the statement is in: {', '.join(sorted(command.stages))}.")
    operation = {
        "operationId": command.name,
        "summary": summary.replace("\n", " "),
        "description": "\n\n".join(part for part in (rest, " ".join(limits)) if part),
        "tags": [command.name.partition(".")[0]],
        "parameters": [*([] if command.of_site else [SLUG]), KEY, TOKEN],
        "requestBody": {"required": True, "content": {"application/json": {"schema": command.schema}}},
        "responses": {
            "200": _answer("Done, or done before with the same key.", "Receipt"),
            "default": _answer("Refused; nothing was changed.", "Refusal"),
        },
        "security": [{"session": []}],
    }
    spec.path(path, operations={"post": operation})


def _describe_reading(spec: APISpec) -> None:
    snapshot = {"type": "object", "properties": {"seq": {"type": "integer"}, "records": {"type": "object"}}}
    entries = {
        "type": "object",
        "properties": {"entries": {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}}},
    }
    after = {"name": "after", "in": "query", "required": True, "schema": {"type": "integer", "minimum": 0}}
    _reading(spec, "snapshot", "The room as records, at one moment.", snapshot, [])
    _reading(spec, "entries", "At most 500 entries after number `after`.", entries, [after])
    tried = {"type": "object", "properties": {"in_words": SENTENCES, "now": SENTENCES, "mistakes": {"type": "array"}}}
    asked = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in ("preset", "rule")
    ]
    _reading(spec, "rule", "A rule in words, and what adoption by it needs now. It changes nothing.", tried, asked)
    number = {"name": "paragraph", "in": "path", "required": True, "schema": {"type": "integer"}}
    revisions = {"type": "array", "items": {"type": "object"}}
    _reading(spec, "paragraphs/{paragraph}/revisions", "Every revision of a paragraph.", revisions, [number])
    happened = {
        "type": "object",
        "properties": {"entries": {"type": "array", "items": {"type": "object"}}, "directory": {"type": "object"}},
    }
    story = "What happened to a paragraph: the entries that changed its text, its state or its part."
    _reading(spec, "paragraphs/{paragraph}/history", story, happened, [number])
    change = {"type": "array", "items": {"type": "string"}, "description": "=, - or +, and the words."}
    compared = {"type": "object", "properties": {"diff": {"type": "array", "items": change}}}
    two = [
        {"name": name, "in": "query", "required": True, "schema": {"type": "integer", "minimum": 1}}
        for name in ("from", "to")
    ]
    words = "What changed between two revisions, word by word."
    _reading(spec, "paragraphs/{paragraph}/compare", words, compared, [number, *two])
    adopt = {"name": "adopt", "in": "query", "required": False, "schema": {"type": "string"}}
    adopt["description"] = "Numbers of amendments with commas between, in the order of their adoption."
    pair = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    would_be = {
        "type": "object",
        "properties": {
            "text": {"type": ["string", "null"]},
            "diff": {"type": "array", "items": change},
            "adopted": {"type": "array", "items": {"type": "integer"}},
            "apart": {"type": "array", "items": {"type": "object"}},
            "clashes": {"type": "array", "items": pair},
            "implied": {"type": "object"},
        },
    }
    words = "What a paragraph would say if some amendments to it were adopted, and which of all clash."
    _reading(spec, "paragraphs/{paragraph}/outlook", words, would_be, [number, adopt])


def _reading(spec: APISpec, path: str, summary: str, schema: Any, parameters: list[Any]) -> None:
    operation = {
        "summary": summary,
        "tags": ["reading"],
        "parameters": [SLUG, *parameters],
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            "default": _answer("Refused.", "Refusal"),
        },
    }
    spec.path(f"/api/groups/{{slug}}/{path}", operations={"get": operation})


def _answer(description: str, schema: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
