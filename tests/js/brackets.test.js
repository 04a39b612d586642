import assert from "node:assert/strict";
import { test } from "node:test";
import { bracketed, bracketsIn, codePoints, parse, placeOfShown, toSettle, wholeWords, wording } from "../../static/src/brackets.js";

const anonymous = (...inside) => ({ by: "", lead: "", inside });

test("brackets are found, nested ones inside", () => {
  assert.deepEqual(bracketed("We [may [at once]] act"), ["We ", anonymous("may ", anonymous("at once")), " act"]);
  assert.equal(bracketsIn("States [shall][should] act [at once [and together]]"), 4);
});

test("a bracket says who it is from, if names stand before a colon", () => {
  assert.deepEqual(bracketed("[Ghana, CSO: at every stage]"), [{ by: "Ghana, CSO", lead: "Ghana, CSO: ", inside: ["at every stage"] }]);
  assert.deepEqual(bracketed("[as follows: help]"), [anonymous("as follows: help")]);
  assert.equal(parse("[U.K.: now]")[0].by, "U.K.");
  assert.equal(parse("[The list follows. It has: two]")[0].by, "");
});

test("an escaped bracket is a character", () => {
  assert.deepEqual(bracketed("see \\[1\\]"), ["see [1]"]);
  assert.equal(bracketsIn("see \\[1\\]"), 0);
});

test("a bracket without its partner is shown as it is written", () => {
  assert.deepEqual(bracketed("We [may act"), ["We [may act"]);
  assert.deepEqual(bracketed("We may] act [now]"), ["We may] act ", anonymous("now")]);
  assert.deepEqual(bracketed("[a [b] c"), ["[a ", anonymous("b"), " c"]);
});

test("alternatives are settled as one, brackets inside them by themselves", () => {
  const text = "States [shall][should [now]] act [at once].";
  assert.deepEqual(toSettle(text).map((group) => group.map((one) => wording(text, one))), [["shall", "should [now]"], ["now"], ["at once"]]);
});

test("a place that is shown is found in the text, whatever is written differently", () => {
  const text = "as \\[sic\\] in [CSO: it]";
  const shown = "as [sic] in [CSO: it]";
  for (const word of ["as", "sic", "in", "it"]) assert.equal(placeOfShown(text, shown.indexOf(word)), text.indexOf(word));
  assert.equal(placeOfShown(text, shown.length), text.length);
});

test("commands count code points, whatever JavaScript counts", () => {
  const text = "🛟 [Help] 🛟";
  assert.equal(text.indexOf("["), 3);
  assert.equal(codePoints(text, 3), 2);
});

test("a selection is of whole words, without the spaces around them", () => {
  const text = "States shall act at once.";
  const chosen = (from, to) => text.slice(...wholeWords(text, from, to));
  assert.equal(chosen(9, 14), "shall act");
  assert.equal(chosen(6, 13), "shall");
  assert.equal(chosen(12, 13), "");
  assert.equal(chosen(0, text.length), text);
});
