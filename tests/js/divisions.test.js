import assert from "node:assert/strict";
import { test } from "node:test";

import { bySentences, cutsBracket, partsOf, sameWords } from "../../static/src/select/divisions.js";

test("a text suggests a cut after each sentence and clause", () => {
  assert.deepEqual(partsOf(bySentences("States protect; they assist. Both return.")), ["States protect;", "they assist.", "Both return."]);
  assert.deepEqual(partsOf(bySentences("国家应当保护。各国应当协助。")), ["国家应当保护。", "各国应当协助。"]);
});

test("empty lines make no part", () => {
  assert.deepEqual(partsOf("One\n\n  two \n"), ["One", "two"]);
});

test("lines are the same text as long as only its white space changed", () => {
  assert.ok(sameWords("States\nprotect,\n and return.", "States protect, and return."));
  assert.ok(!sameWords("States may\nprotect", "States protect"));
});

test("no cut is suggested within a bracket, and one that is made there is noticed", () => {
  const text = "States act [Ghana: at once. And well]; they [shall][should] return. Both.";
  const lines = bySentences(text);
  assert.deepEqual(partsOf(lines), ["States act [Ghana: at once. And well];", "they [shall][should] return.", "Both."]);
  assert.equal(cutsBracket(lines, text), false);
  assert.equal(cutsBracket(lines.replace("once. And", "once.\nAnd"), text), true);
  assert.equal(cutsBracket(lines.replace("][", "]\n["), text), true);
  assert.equal(cutsBracket("One [a]\n[b] two.", "One [a] [b] two."), false);
});
