import assert from "node:assert/strict";
import { test } from "node:test";
import { asks, shortly } from "../../static/src/select/questions.js";
import { mayBeReconsidered } from "../../static/src/select/reconsideration.js";
import { Store } from "../../static/src/store.js";
import { boot, records } from "./fixtures/room.js";

/** A store for somebody, after changes to the room. */
function room(who, change) {
  const all = records();
  change(all);
  return new Store(boot(who, all));
}

test("a decision of this session may be reconsidered: once, the last on its matter, and not what is in force", () => {
  const decided = (facts = {}, more = () => {}) =>
    room("chair", (all) => {
      Object.assign(all["question/1"], { outcome: "rejected", text_hash: "one", reconsiders: null, ...facts });
      delete all["question/2"];
      more(all);
    });
  const may = (store) => mayBeReconsidered(store, store.get("question", 1));
  const other = (facts) => (all) => (all["question/9"] = { ...all["question/1"], id: 9, number: 9, ...facts });
  const put = (facts) => other({ reconsiders: 1, about: null, ...facts });
  assert.equal(may(decided()), true);
  assert.equal(may(decided({ outcome: "no_quorum" })), false);
  assert.equal(may(decided({ sitting: 1 })), false);
  assert.equal(may(decided({ about: { type: "paragraph", id: 21 }, outcome: "consensus", kind: "call" })), true);
  for (const type of ["amendment", "statement"]) assert.equal(may(decided({ about: { type, id: 1 }, outcome: "adopted" })), false);
  assert.equal(may(decided({}, put({ outcome: "rejected" }))), false);
  assert.equal(may(decided({}, put({ outcome: "adopted" }))), false);
  assert.equal(may(decided({}, put({ state: "void", outcome: null }))), true);
  assert.equal(may(decided({}, put({ state: "open", outcome: null }))), true);
  assert.equal(may(decided({}, other({ outcome: "rejected" }))), false);
  assert.equal(may(decided({}, other({ text_hash: "two" }))), true);
  const asked = decided({}, put({ outcome: "rejected", title: "A1, 2.1" }));
  assert.equal(asks(asked, asked.get("question", 9)), "Shall the group reconsider question 1, “A1, 2.1”?");
  assert.equal(shortly(asked, asked.get("question", 9)), "Reconsideration of question 1");
});
