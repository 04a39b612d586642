import assert from "node:assert/strict";
import { test } from "node:test";
import { basisOfHistory, basisOfOutlook, chosenIn } from "../../static/src/select/chosen.js";
import { Store } from "../../static/src/store.js";
import { follow } from "../../static/src/views/following.js";
import { records } from "./fixtures/room.js";

const storeOf = () => new Store({ snapshot: { seq: 1, records: records(), directory: {} }, me: null });
const change = (store, key, some) => store.take([{ seq: store.seq + 1, at: "", event: "x", actor: null, facts: {}, changes: { [key]: { ...store.records.get(key), ...some } } }]);

test("words stay chosen where they stand now, the nearest of them", () => {
  const before = { text: "States act at once.", start: 11, end: 18 };
  assert.deepEqual(chosenIn(before, "All States act at once."), { start: 15, end: 22 });
  assert.deepEqual(chosenIn(before, "at once, States act at once."), { start: 20, end: 27 });
  assert.deepEqual(chosenIn(before, "States act soon."), { start: 0, end: 0 });
});

test("a place stays before the words that followed it", () => {
  assert.deepEqual(chosenIn({ text: "One. Two.", start: 5, end: 5 }, "And one. Two."), { start: 9, end: 9 });
  assert.deepEqual(chosenIn({ text: "One. Two.", start: 9, end: 9 }, "One."), { start: 4, end: 4 });
});

test("dialogs follow what others do, and nothing is asked for when nothing changed", async () => {
  const store = storeOf();
  const asked = [];
  const room = { store, ui: { dialog: null, notices: new Map() }, show: () => {}, ask: (dialog) => (room.ui.dialog = dialog) };
  room.get = async (path) => {
    asked.push(path);
    return path.includes("outlook") ? { clashes: [] } : path.includes("revisions") ? [{ revision: 1 }] : { entries: [], directory: {} };
  };
  const one = store.all("paragraph")[0];
  room.ui.dialog = { kind: "beside", paragraph: one.id, adopt: [999], outlook: null, basis: basisOfOutlook(store, one.id) };
  follow(room);
  assert.deepEqual(asked, []);
  change(store, `paragraph/${one.id}`, { text: "Another.", revision: one.revision + 1 });
  follow(room);
  follow(room);
  await new Promise(setImmediate);
  assert.deepEqual(asked, [`paragraphs/${one.id}/outlook?adopt=`], "what is decided is no longer chosen");
  assert.deepEqual(room.ui.dialog.outlook, { clashes: [] });
  room.ui.dialog = { kind: "history", paragraph: one.id, revisions: [], entries: [], from: 1, to: 2, diff: null, basis: basisOfHistory(store, one.id) };
  follow(room);
  assert.equal(asked.length, 1);
  change(store, `paragraph/${one.id}`, { revision: one.revision + 2 });
  follow(room);
  await new Promise(setImmediate);
  assert.equal(asked.length, 3);
  assert.deepEqual([room.ui.dialog.from, room.ui.dialog.to], [1, 2], "the versions that are compared stay");
});

test("words being chosen follow the text", () => {
  const store = storeOf();
  const one = store.all("paragraph")[0];
  const end = one.text.length;
  const dialog = { kind: "brackets", paragraph: one.id, revision: one.revision, text: one.text, start: end - 4, end };
  const room = { store, ui: { dialog } };
  change(store, `paragraph/${one.id}`, { text: `Now ${one.text}`, revision: one.revision + 1 });
  follow(room);
  assert.equal(dialog.text.slice(dialog.start, dialog.end), one.text.slice(-4));
  assert.equal(dialog.revision, one.revision + 1);
});
