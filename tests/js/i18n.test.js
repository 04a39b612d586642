import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { fill, hour, keepTimeOf, say, speak, t, tn } from "../../static/src/i18n.js";

afterEach(() => {
  speak("en", {});
  keepTimeOf("UTC");
});

test("places are filled by name, and numbers written as the reader does", () => {
  assert.equal(fill("%(name)s has %(n)s of 100 %%", { name: "Nepal", n: 1284 }), "Nepal has 1,284 of 100 %");
});

test("a place without a fact stays, so that the slip shows", () => {
  assert.equal(fill("%(seat)s votes", {}), "%(seat)s votes");
});

test("a sentence without a translation is said in English", () => {
  assert.equal(t("Open the %(what)s", { what: "list" }), "Open the list");
});

test("a sentence with a translation is said in the reader's language", () => {
  speak("fr", { "Open the %(what)s": "Ouvrir : %(what)s" });
  assert.equal(t("Open the %(what)s", { what: "liste" }), "Ouvrir : liste");
});

test("one thing and many things take different words", () => {
  assert.equal(tn("%(n)s seat", "%(n)s seats", 1), "1 seat");
  assert.equal(tn("%(n)s seat", "%(n)s seats", 0), "0 seats");
});

test("French counts zero as one; a language with many forms finds its own", () => {
  speak("fr", { "%(n)s seat": ["%(n)s siège", "%(n)s sièges"] });
  assert.equal(tn("%(n)s seat", "%(n)s seats", 0), "0 siège");
  assert.equal(tn("%(n)s seat", "%(n)s seats", 2), "2 sièges");
  speak("ru", { "%(n)s seat": ["%(n)s место", "%(n)s места", "%(n)s мест"] });
  assert.equal(tn("%(n)s seat", "%(n)s seats", 21), "21 место");
  assert.equal(tn("%(n)s seat", "%(n)s seats", 3), "3 места");
  assert.equal(tn("%(n)s seat", "%(n)s seats", 11), "11 мест");
});

test("a sentence of the server is translated, and so are the facts that are words themselves", () => {
  const sentence = { say: "Quorum within %(scope)s", facts: { scope: "each side" } };
  assert.equal(say(sentence), "Quorum within each side");
  speak("es", { "Quorum within %(scope)s": "Quórum en %(scope)s", "each side": "cada lado" });
  assert.equal(say(sentence), "Quórum en cada lado");
  assert.equal(say(null), "");
});

test("a fact can be shown in the room's own words", () => {
  assert.equal(say({ say: "%(seat)s objects.", facts: { seat: "G-3" } }, () => "Mexico"), "Mexico objects.");
});

test("hours are the group's, whatever the reader's zone", () => {
  keepTimeOf("Asia/Kathmandu");
  assert.equal(hour("2026-11-21T14:20:00Z"), "20:05");
  keepTimeOf("no/such/zone");
  assert.equal(hour("2026-11-21T14:20:00Z"), "14:20");
  assert.equal(hour(null), "");
});
