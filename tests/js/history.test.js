import assert from "node:assert/strict";
import { test } from "node:test";
import { story } from "../../static/src/select/history.js";

const at = (minute) => `2026-11-21T14:${String(minute).padStart(2, "0")}:00Z`;
const revision = (number, text, minute) => ({ revision: number, text, at: at(minute), person: null, seat: "G-1" });
const entry = (event, minute, now, facts = {}) => ({ seq: minute, at: at(minute), event, actor: "p", facts, now: now && { part: 1, state: "open", ...now } });

const REVISIONS = [revision(1, "One.", 0), revision(2, "Two.", 2), revision(3, "[Two].", 4)];
const ENTRIES = [
  entry("statement.imported", 0, { revision: 1 }),
  entry("paragraph.moved", 1, { revision: 1, part: 2 }),
  entry("paragraph.settled", 2, { revision: 2 }),
  entry("paragraph.agreed", 3, { revision: 2, state: "agreed" }),
  entry("bracket.asked", 4, { revision: 3 }),
];

test("revisions and what happened in between stand in one list, the last first", () => {
  assert.deepEqual(
    story(REVISIONS, ENTRIES).map((item) => [item.revision?.revision ?? null, item.happened?.event ?? null]),
    [[3, "bracket.asked"], [null, "paragraph.agreed"], [2, "paragraph.settled"], [null, "paragraph.moved"], [1, "statement.imported"]],
  );
});

test("a revision stands beside the text before it", () => {
  assert.deepEqual(story(REVISIONS, ENTRIES).flatMap((item) => (item.revision ? [item.before] : [])), ["Two.", "One.", null]);
});

test("a revision whose entry this reader may not know is still there", () => {
  assert.deepEqual(story(REVISIONS, []).map((item) => item.happened), [null, null, null]);
});

test("what says nothing of the paragraph itself is left out", () => {
  const found = story(REVISIONS.slice(0, 1), [ENTRIES[0], entry("sitting.set_private", 1, null), entry("statement.stage_set", 2, { revision: 1 })]);
  assert.equal(found.length, 1);
});

test("whatever moves the state is told, whichever way it came about", () => {
  const found = story(REVISIONS.slice(0, 1), [ENTRIES[0], entry("silence.adopted", 1, { revision: 1, state: "agreed" }), entry("sitting.closed", 2, { revision: 1, state: "agreed" })]);
  assert.deepEqual(found.map((item) => item.happened?.event), ["silence.adopted", "statement.imported"]);
});
