import assert from "node:assert/strict";
import test from "node:test";
import { moment, news } from "../../static/src/announce.js";
import { Store } from "../../static/src/store.js";

const running = { id: 1, number: 1, round: 1, about: null, title: "Accra?", text: "Accra?", text_hash: "", opened_at: "", expires_at: "2026-03-06T09:00:00.000Z", state: "running", ended_at: null };
const message = { id: 1, silence: 1, seat: "O-1", delegation: "Own Voices", kind: "objection", text: "No.", amendment: null, received_at: "" };
const seat = { id: "O-1", side: "others", number: 1, constituency: 1, delegation: "Own Voices", holder: null, alternate: null, weight: "1" };

/** @param {Record<string, object>[]} changes @returns {string[]}  what is read out when these records change one after the other */
function heard(...changes) {
  const store = new Store({ snapshot: { seq: 0, records: { "seat/O-1": seat }, directory: {} }, me: null });
  /** @type {string[]} */
  let said = [];
  for (const [i, each] of changes.entries()) {
    const before = moment(store);
    store.apply({ seq: i + 1, changes: each });
    said = news(before, store);
  }
  return said;
}

test("that a text is under silence is read out once", () => {
  assert.deepEqual(heard({ "silence/1": running }), ["A text is under silence: Accra?"]);
  assert.deepEqual(heard({ "silence/1": running }, { "silence/1": running }), []);
});

test("everyone is told by whom a silence was broken", () => {
  const broken = { "silence/1": { ...running, state: "broken", ended_at: "2026-03-03T09:00:00.000Z" }, "message/1": message };
  assert.deepEqual(heard({ "silence/1": running }, broken), ["Accra?: Own Voices broke the silence."]);
});

test("that the chair withdrew a silence is read out", () => {
  const withdrawn = { ...running, state: "withdrawn", ended_at: "2026-03-03T09:00:00.000Z", reason: "By mistake." };
  assert.deepEqual(heard({ "silence/1": running }, { "silence/1": withdrawn }), ["Accra?: the chair withdrew the silence procedure."]);
});

test("a straw poll is read out with what it does not do", () => {
  const poll = { id: 1, number: 1, sitting: 1, title: "Where are we?", text: "", state: "open", spread: null, opened_at: "", closed_at: null };
  assert.deepEqual(heard({ "poll/1": poll }), ["A straw poll is open: Where are we? It decides nothing."]);
});
