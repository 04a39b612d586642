import assert from "node:assert/strict";
import { test } from "node:test";
import { foundImportant } from "../../static/src/select/importance.js";
import { asks, shortly, textOf } from "../../static/src/select/questions.js";
import { mayBeReconsidered } from "../../static/src/select/reconsideration.js";
import { Store } from "../../static/src/store.js";
import { boot, records } from "./fixtures/room.js";

/** The room after a vote that found a text to be an important question, or came out otherwise. */
function after(important, facts = {}) {
  const all = records();
  const vote = { ...all["question/1"], id: 9, number: 9, about: null, title: "A2, 2.1", important, state: "closed", outcome: "adopted" };
  all["question/9"] = { ...vote, ...facts };
  return new Store(boot("chair", all));
}

const A2 = { type: "amendment", id: 2 };

test("a text is an important question once a vote has found it to be one", () => {
  assert.equal(foundImportant(after(A2), A2)?.number, 9);
  assert.equal(foundImportant(after(A2), { type: "amendment", id: 1 }), undefined);
  assert.equal(foundImportant(after(A2, { outcome: "rejected" }), A2), undefined);
  assert.equal(foundImportant(after(A2), null), undefined);
});

test("and so is what is part of one, or is to amend one", () => {
  const store = after(A2);
  const { part, paragraph, statement } = store.get("amendment", 2);
  for (const whole of [{ type: "paragraph", id: paragraph }, { type: "part", id: part }, { type: "statement", id: statement }]) {
    assert.equal(foundImportant(after(whole), A2)?.number, 9, whole.type);
    assert.equal(foundImportant(store, whole), undefined);
  }
});

test("the vote says what it asks, of which text, and is not reconsidered", () => {
  const store = after(A2);
  const vote = store.get("question", 9);
  assert.equal(asks(store, vote), "Is this an important question: A2, 2.1?");
  assert.equal(shortly(store, vote), "Important question: A2, 2.1");
  assert.deepEqual(textOf(store, vote), A2);
  assert.equal(mayBeReconsidered(store, vote), false);
});
