import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../static/src/store.js";
import { boot } from "./fixtures/room.js";

const fresh = () => new Store(boot());

test("the next entry sets each record it changes, and deletes those that are null", () => {
  const store = fresh();
  const item = { id: 4, sitting: 2, position: 4, title: "Any other business" };
  assert.equal(store.apply({ seq: 1285, changes: { "item/4": item, "request/4": null } }), "applied");
  assert.deepEqual(store.get("item", 4), item);
  assert.equal(store.get("request", 4), undefined);
  assert.equal(store.seq, 1285);
});

test("an entry already held is dropped and changes nothing", () => {
  const store = fresh();
  assert.equal(store.apply({ seq: 1284, changes: { "item/1": null } }), "dropped");
  assert.equal(store.apply({ seq: 3, changes: { "item/1": null } }), "dropped");
  assert.equal(store.get("item", 1)?.title, "Adoption of the agenda");
  assert.equal(store.seq, 1284);
});

test("an entry further on is a gap and changes nothing", () => {
  const store = fresh();
  assert.equal(store.apply({ seq: 1286, changes: { "item/1": null } }), "gap");
  assert.ok(store.get("item", 1));
  assert.equal(store.seq, 1284);
});

test("an entry that this reader may not see still counts", () => {
  const store = fresh();
  assert.equal(store.apply({ seq: 1285 }), "applied");
  assert.equal(store.apply({ seq: 1286, changes: { "item/1": null } }), "applied");
  assert.equal(store.get("item", 1), undefined);
});

test("entries are taken in turn up to the first gap", () => {
  const store = fresh();
  const whole = store.take([{ seq: 1284 }, { seq: 1285 }, { seq: 1287, changes: { "item/1": null } }], { "p-new": { name: "New" } });
  assert.equal(whole, false);
  assert.equal(store.seq, 1285);
  assert.ok(store.get("item", 1));
  assert.equal(store.name("p-new"), "New");
});

test("lists and indexes follow every change", () => {
  const store = fresh();
  assert.equal(store.where("paragraph", "part", 2).length, 3);
  assert.equal(store.all("paragraph").length, 6);
  const moved = { ...store.get("paragraph", 5), part: 3 };
  store.apply({ seq: 1285, changes: { "paragraph/5": moved } });
  assert.equal(store.where("paragraph", "part", 2).length, 2);
  assert.equal(store.where("paragraph", "part", 3).length, 2);
  store.apply({ seq: 1286, changes: { "paragraph/5": null } });
  assert.equal(store.all("paragraph").length, 5);
});

test("nouns with a common beginning are kept apart", () => {
  const store = fresh();
  assert.equal(store.all("part").length, 3);
  assert.equal(store.all("seat").length, 12);
});

test("a snapshot replaces everything, the reader's roles too", () => {
  const store = fresh();
  store.reset({ seq: 7, records: { "item/9": { id: 9 } }, directory: {}, me: null });
  assert.equal(store.seq, 7);
  assert.equal(store.all("seat").length, 0);
  assert.equal(store.me, null);
});
