import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOfPart, whatIsLeft } from "../../static/src/select/left.js";
import { stateName } from "../../static/src/select/text.js";
import { Store } from "../../static/src/store.js";
import { records } from "./fixtures/room.js";

const room = (change = (all) => all) => {
  const all = records();
  change(all);
  return new Store({ snapshot: { seq: 1, records: all, directory: {} }, me: null });
};

test("what is left counts brackets, amendments and paragraphs that are not agreed", () => {
  const store = room();
  const found = whatIsLeft(store, store.get("statement", 1));
  assert.deepEqual([found.agreed, found.of, found.brackets, found.amendments, found.places], [1, 6, 3, 2, 5]);
  assert.deepEqual(found.parts.map((part) => part.left.map((one) => one.paragraph.id)), [[2], [3, 4, 5], [6]]);
});

test("a part counts its own", () => {
  const store = room();
  const found = leftOfPart(store, store.get("part", 2));
  assert.deepEqual([found.agreed, found.of, found.brackets, found.left.flatMap((one) => one.amendments).map((one) => one.label)], [0, 3, 1, ["A2", "A3"]]);
});

test("what is agreed ad referendum is agreed, and stays in the list only while an amendment waits there", () => {
  const store = room((all) => {
    for (const id of [3, 5, 6]) all[`paragraph/${id}`].state = "ad_referendum";
  });
  const found = whatIsLeft(store, store.get("statement", 1));
  assert.equal(found.agreed, 4);
  assert.deepEqual(found.parts.flatMap((part) => part.left.map((one) => one.paragraph.id)), [2, 3, 4]);
});

test("an amendment at the start of a part is a place of its own", () => {
  const store = room((all) => {
    all["amendment/3"] = { ...all["amendment/3"], paragraph: null };
  });
  const found = whatIsLeft(store, store.get("statement", 1));
  assert.deepEqual([found.amendments, found.places], [2, 6]);
});

test("what amends an amendment is left where that one is", () => {
  const store = room((all) => {
    all["amendment/90"] = { ...all["amendment/3"], id: 90, label: "A90", parent: 3, paragraph: null };
  });
  const found = leftOfPart(store, store.get("part", 2));
  assert.deepEqual(found.left.flatMap((one) => one.amendments).map((one) => one.label), ["A2", "A3", "A90"]);
});

test("a paragraph stands where its state and its brackets say", () => {
  const one = { text: "Plain.", state: "open" };
  assert.equal(stateName(one), "open");
  assert.equal(stateName({ ...one, text: "[Plain]." }), "in brackets");
  assert.equal(stateName({ ...one, state: "ad_referendum" }), "agreed ad referendum");
  assert.equal(stateName({ ...one, state: "agreed" }), "agreed");
});
