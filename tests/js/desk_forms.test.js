import assert from "node:assert/strict";
import { test } from "node:test";
import { emptied } from "../../static/src/views/desk/forms.js";

/** A form of one field, as far as it is looked at. @param {string} text */
function form(text) {
  const it = { text, reset: () => void (it.text = "") };
  return it;
}
globalThis.FormData = /** @type {any} */ (class {
  constructor(/** @type {{text: string}} */ from) {
    this.from = from;
  }
  *[Symbol.iterator]() {
    yield ["title", this.from.text];
  }
});

test("a form is emptied when what it sent is stored", () => {
  const it = form("One");
  const empty = emptied(/** @type {any} */ ({ currentTarget: it }));
  empty();
  assert.equal(it.text, "");
});

test("what was begun meanwhile is left alone", () => {
  const it = form("One");
  const empty = emptied(/** @type {any} */ ({ currentTarget: it }));
  it.text = "Two";
  empty();
  assert.equal(it.text, "Two");
});
