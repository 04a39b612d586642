import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, split } from "../../static/src/difference.js";

const before = (pieces) => pieces.filter(([sign]) => sign !== "+").map(([, words]) => words).join("");
const after = (pieces) => pieces.filter(([sign]) => sign !== "-").map(([, words]) => words).join("");

test("the difference is told word by word", () => {
  assert.deepEqual(difference("States shall act.", "States should act."), [
    ["=", "States "],
    ["-", "shall"],
    ["+", "should"],
    ["=", " act."],
  ]);
});

test("two words changed side by side are one change", () => {
  assert.deepEqual(difference("They act at once.", "They wait a while."), [
    ["=", "They "],
    ["-", "act at once"],
    ["+", "wait a while"],
    ["=", "."],
  ]);
});

test("a space alone is never shown as struck out", () => {
  const pieces = difference("agree beforehand who answers", "agree beforehand, and publish, who answers");
  assert.deepEqual(pieces.filter(([sign]) => sign === "-"), []);
});

test("both texts can be read off the pieces, whatever they are", () => {
  const pairs = [
    ["", "new"],
    ["old", ""],
    ["same", "same"],
    ["كل إنسان في خطر يُساعَد أولا", "كل من في خطر يُساعَد قبل غيره"],
    ["危険にある人をまず助ける", "危険にある人を必ず助ける"],
    ["a  b\n\nc", "a b\nc  d"],
    ["x ".repeat(400), `${"x ".repeat(200)}y ${"x ".repeat(199)}`],
  ];
  for (const [from, to] of pairs) {
    const pieces = difference(from, to);
    assert.equal(before(pieces), from);
    assert.equal(after(pieces), to);
  }
});

test("very different long texts are shown as replaced as a whole, and quickly", () => {
  const from = Array.from({ length: 3000 }, (_, i) => `one${i}`).join(" ");
  const to = Array.from({ length: 3000 }, (_, i) => `two${i}`).join(" ");
  const began = performance.now();
  assert.equal(after(difference(from, to)), to);
  assert.ok(performance.now() - began < 2_000);
});

test("words joined give the text back", () => {
  assert.equal(split("Ghana's  text.").join(""), "Ghana's  text.");
});
