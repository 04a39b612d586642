import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../static/src/store.js";
import { draftOf, textNow, typists } from "../../static/src/select/typing.js";
import { characters, clean, directionOf, leftOf, whole } from "../../static/src/typing/letters.js";
import { rebase } from "../../static/src/typing/rebase.js";
import { boot } from "./fixtures/room.js";

/** @param {string} base @param {string} mine @param {string} now */
function rebased(base, mine, now) {
  let text = now;
  for (const { from, to, insert } of rebase(base, mine, now).reverse()) text = text.slice(0, from) + insert + text.slice(to);
  return text;
}

test("what was written to an earlier text is put into the one that has come in its place", () => {
  assert.equal(rebased("A safe place.", "A safe and warm place.", "A safe place for all."), "A safe and warm place for all.");
  assert.equal(rebased("One two three.", "One three.", "One two three. Four."), "One three. Four.");
});

test("what is there already comes no second time", () => {
  assert.equal(rebased("One.", "One. Two.", "One. Two."), "One. Two.");
  assert.equal(rebased("One two.", "One.", "One."), "One.");
});

test("what was written comes back even when nothing is left of the text it was written to", () => {
  assert.equal(rebased("Old words.", "Old words. Mine.", ""), " Mine.");
  assert.match(rebased("Old words.", "Old words, mine.", "Something else altogether."), /mine/);
});

test("control characters and half characters are no text; line ends are one sign", () => {
  assert.equal(clean("a\u0007b\r\nc\rd\te\ud800"), "ab\nc\nd\te");
  assert.equal(clean("نص 🌍 e\u0301 \u200d"), "نص 🌍 e\u0301 \u200d");
});

test("length is counted in characters, as the server does", () => {
  assert.equal(characters("a🌍é"), 3);
  assert.equal(characters(""), 0);
});

test("how much is left is said when it is little", () => {
  assert.equal(leftOf(80, 100), null);
  assert.equal(leftOf(91, 100), 9);
  assert.equal(leftOf(104, 100), -4);
  assert.equal(leftOf(5, Infinity), null);
});

test("a language runs its own way", () => {
  assert.equal(directionOf("ar"), "rtl");
  assert.equal(directionOf("fa-AF"), "rtl");
  assert.equal(directionOf("fr"), "ltr");
  assert.equal(directionOf(""), "ltr");
});

function room() {
  const store = new Store(boot());
  const one = store.all("paragraph")[0];
  return { store, one, next: (changes) => store.apply({ seq: store.seq + 1, changes }) };
}

test("a paragraph is shown as it is being typed, until it is settled", () => {
  const { store, one, next } = room();
  assert.equal(textNow(store, one), one.text);
  store.ephemeral.set(`draft/${one.id}`, draftOf(one, "Being typed"));
  assert.equal(textNow(store, one), "Being typed");
  next({ [`paragraph/${one.id}`]: { ...one, position: 7 } });
  assert.equal(textNow(store, store.get("paragraph", one.id)), "Being typed");
  next({ [`paragraph/${one.id}`]: { ...one, text: "Settled", revision: 99 } });
  assert.equal(textNow(store, store.get("paragraph", one.id)), "Settled");
});

test("what was typed to an earlier text is not shown in place of the new one", () => {
  const { store, one, next } = room();
  next({ [`paragraph/${one.id}`]: { ...one, text: "New", epoch: 5 } });
  store.ephemeral.set(`draft/${one.id}`, { paragraph: one.id, epoch: 4, text: "Old" });
  assert.equal(textNow(store, store.get("paragraph", one.id)), "New");
});

test("those who type are named to everyone but themselves", () => {
  const { store, one } = room();
  assert.deepEqual(typists(store, one), []);
  store.ephemeral.set(`typing/${one.id}`, { paragraph: one.id, editors: ["G-1", "O-1", "rapporteur"] });
  store.me = { person: "p-x", name: "X", roles: ["holder"], seat: "O-1" };
  assert.deepEqual(typists(store, one), ["G-1", "rapporteur"]);
  store.me = { person: "p-y", name: "Y", roles: ["rapporteur"], seat: null };
  assert.deepEqual(typists(store, one), ["G-1", "O-1"]);
});

test("a change that names half a character is made by whole characters", () => {
  const text = "a😀b";
  assert.deepEqual(whole(text, { from: 2, to: 3, insert: "\ude01" }), { from: 1, to: 3, insert: "😁" });
  assert.deepEqual(whole(text, { from: 1, to: 2, insert: "\ud83c" }), { from: 1, to: 3, insert: "\ud83c\ude00" });
  assert.deepEqual(whole(text, { from: 2, to: 2, insert: "x" }), { from: 1, to: 3, insert: "\ud83dx\ude00" });
  for (const change of [{ from: 0, to: 0, insert: "x" }, { from: 1, to: 3, insert: "" }, { from: 3, to: 4, insert: "y" }]) {
    assert.deepEqual(whole(text, change), change);
  }
});
