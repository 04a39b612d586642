import assert from "node:assert/strict";
import { test } from "node:test";
import { dropBeside, dropPartBeside, stepOfPart, stepTo } from "../../static/src/select/structure.js";
import { Store } from "../../static/src/store.js";
import { records } from "./fixtures/room.js";

const store = new Store({ snapshot: { seq: 1, records: records(), directory: {} }, me: null });
const paragraph = (id) => store.get("paragraph", id);

test("one step goes past the neighbour, or over the edge of the part", () => {
  assert.deepEqual(stepTo(store, paragraph(4), -1), { part: 2, position: 1 });
  assert.deepEqual(stepTo(store, paragraph(4), 1), { part: 2, position: 3 });
  assert.deepEqual(stepTo(store, paragraph(3), -1), { part: 1, position: 3 });
  assert.deepEqual(stepTo(store, paragraph(5), 1), { part: 3, position: 1 });
});

test("there is no step before the first and after the last", () => {
  assert.equal(stepTo(store, paragraph(1), -1), null);
  assert.equal(stepTo(store, paragraph(6), 1), null);
});

test("a paragraph is dropped before or after another, its own place not counted", () => {
  assert.deepEqual(dropBeside(store, paragraph(3), paragraph(5), true), { part: 2, position: 3 });
  assert.deepEqual(dropBeside(store, paragraph(3), paragraph(5), false), { part: 2, position: 2 });
  assert.deepEqual(dropBeside(store, paragraph(1), paragraph(4), false), { part: 2, position: 2 });
});

test("dropped where it stands it stays", () => {
  assert.equal(dropBeside(store, paragraph(4), paragraph(3), true), null);
  assert.equal(dropBeside(store, paragraph(4), paragraph(5), false), null);
  assert.equal(dropBeside(store, paragraph(4), paragraph(4), true), null);
});

test("a part goes one step up or down, and not over the edge", () => {
  const statement = store.get("statement", 1);
  assert.equal(stepOfPart(store, statement, store.get("part", 2), -1), 1);
  assert.equal(stepOfPart(store, statement, store.get("part", 2), 1), 3);
  assert.equal(stepOfPart(store, statement, store.get("part", 1), -1), null);
  assert.equal(stepOfPart(store, statement, store.get("part", 3), 1), null);
});

test("a part is dropped before or after another, its own place not counted", () => {
  const statement = store.get("statement", 1);
  const drop = (one, beside, after) => dropPartBeside(store, statement, store.get("part", one), store.get("part", beside), after);
  assert.equal(drop(1, 3, true), 3);
  assert.equal(drop(1, 3, false), 2);
  assert.equal(drop(3, 1, false), 1);
  assert.equal(drop(3, 1, true), 2);
  assert.equal(drop(2, 1, true), null);
  assert.equal(drop(2, 3, false), null);
  assert.equal(drop(2, 2, true), null);
});
