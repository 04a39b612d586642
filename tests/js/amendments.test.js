import assert from "node:assert/strict";
import { test } from "node:test";
import { attention, next } from "../../static/src/next.js";
import { Clock } from "../../static/src/clock.js";
import { amendmentsTo, needs, nextToPut, votingOrder } from "../../static/src/select/amendments.js";
import { actingSeat } from "../../static/src/select/me.js";
import { whyNot } from "../../static/src/may.js";
import { Store } from "../../static/src/store.js";

const tabled = (id, more = {}) => ({
  id, label: `A${id}`, statement: 1, part: 1, paragraph: 1, parent: null, reintroduces: null, kind: "replace", to_part: null, to_after: null,
  base: "", text: "", diff: [], revision: 1, base_revision: 1, distance: "1/4", reason: "", state: "tabled", why: null, attempt: null,
  seat: "G-1", sponsors: ["G-1"], rank: null, implies: [], new_paragraph: null, at: "2026-03-02T09:00:00Z", ...more,
});
const ME = { person: "p-o", name: "Olga", roles: ["holder"], seat: "O-1" };

function room(amendments, { settings = {}, me = ME, person = me.person, more = {} } = {}) {
  const records = {
    "group/1": { id: 1, settings: { cosponsors: 0, ...settings } },
    "seat/G-1": { id: "G-1", side: "governments", number: 1, delegation: "Ghana", holder: "p-g", alternate: null },
    "seat/O-1": { id: "O-1", side: "others", number: 1, delegation: "Own Voices", holder: "p-o", alternate: "p-a" },
    "sitting/1": { id: 1, number: 1, state: "open", item: null },
    "attendance/1": { id: 1, sitting: 1, seat: "O-1", person, left_at: null },
    "statement/1": { id: 1, stage: "negotiation", title: "Text" },
    "part/1": { id: 1, statement: 1, position: 1, title: "One" },
    "paragraph/1": { id: 1, statement: 1, part: 1, position: 1, text: "", state: "open" },
    "paragraph/2": { id: 2, statement: 1, part: 1, position: 2, text: "", state: "open" },
    ...Object.fromEntries(amendments.map((one) => [`amendment/${one.id}`, one])),
    ...more,
  };
  return new Store({ snapshot: { seq: 1, records, directory: {} }, me });
}
const labels = (all) => all.map((one) => one.label);
const order = (store) => labels(votingOrder(store, store.get("statement", 1)));

test("text by text the furthest removed is put first, and what amends an amendment before it", () => {
  const store = room([tabled(1), tabled(2, { distance: "1/2" }), tabled(3, { paragraph: 2, distance: "1" }), tabled(4, { paragraph: null, parent: 1 }), tabled(5, { state: "adopted" })]);
  assert.deepEqual(order(store), ["A2", "A4", "A1", "A3"]);
  assert.equal(nextToPut(store, store.get("statement", 1))?.label, "A2");
});

test("the chair's ruling comes first, and what is tabled later follows", () => {
  assert.deepEqual(order(room([tabled(1, { rank: 2 }), tabled(2, { rank: 1 }), tabled(3, { distance: "1" })])), ["A2", "A1", "A3"]);
});

test("an amendment says what it still needs", () => {
  const both = room([tabled(1), tabled(2, { sponsors: ["G-1", "O-1"] }), tabled(3, { parent: 2, paragraph: null })], { settings: { cosponsors: 2, cosponsors_each_side: true } });
  assert.deepEqual(needs(both, both.get("amendment", 1)), ["needs a co-sponsor from the others", "needs 2 more co-sponsors"]);
  assert.deepEqual(needs(both, both.get("amendment", 2)), ["needs 1 more co-sponsor", "after A3"]);
  assert.deepEqual(needs(room([tabled(1)]), tabled(1)), []);
});

test("an adopted insertion is shown under what it became", () => {
  const store = room([tabled(1, { kind: "insert", state: "adopted", new_paragraph: 2 })]);
  assert.deepEqual(labels(amendmentsTo(store, store.get("paragraph", 1))), []);
  assert.deepEqual(labels(amendmentsTo(store, store.get("paragraph", 2))), ["A1"]);
});

test("what needs attention is all of what the next action is the first of", () => {
  const redraft = { state: "redraft", seat: "O-1", sponsors: ["O-1", "G-1"] };
  const store = room([tabled(1, redraft), tabled(2, redraft), tabled(3)], { settings: { cosponsors_each_side: true } });
  const clock = new Clock();
  assert.deepEqual(attention(store, clock).map((hint) => hint.id), ["redraft 1", "redraft 2", "back 3"]);
  assert.equal(next(store, clock).id, "redraft 1");
  assert.equal(next(store, clock, new Set(["redraft 1"])).id, "redraft 2");
});

test("while the alternate is checked in the holder does not act, and may take over", () => {
  const commands = { "floor.ask": { who: ["holder", "alternate"], when: null, stage: null }, "presence.check_in": { who: ["holder", "alternate"], when: null, stage: null } };
  const store = room([], { person: "p-a" });
  assert.equal(actingSeat(store), undefined);
  const at = { commands, me: ME, acts: false };
  assert.equal(whyNot("floor.ask", at), "acts");
  assert.equal(whyNot("presence.check_in", at), null);
  assert.equal(actingSeat(room([]))?.id, "O-1");
});
