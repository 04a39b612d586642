import assert from "node:assert/strict";
import { test } from "node:test";

import { bySentences, partsOf, sameWords } from "../../static/src/select/divisions.js";

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
