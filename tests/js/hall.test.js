import assert from "node:assert/strict";
import { test } from "node:test";
import { scene } from "../../static/src/select/hall.js";
import { Store } from "../../static/src/store.js";
import { boot, NOW } from "./fixtures/room.js";

const NOW_MS = Date.parse(NOW);

/** @param {(all: Record<string, any>) => void} [change] */
function shown(change = () => {}) {
  const page = structuredClone(boot("member"));
  const all = page.snapshot.records;
  for (const key of Object.keys(all)) if (/^(question|speech)\//.test(key)) delete all[key];
  change(all);
  return scene(new Store(page), NOW_MS);
}

/** @param {object} [more] */
const speech = (more) => ({ id: 50, sitting: 2, item: 2, kind: "statement", seat: "G-1", person: "p-amara", side: "governments", limit: 180, spoken: 0, running_since: NOW, started_at: NOW, ended_at: null, ...more });
/** @param {object} [more] */
const question = (more) => ({ id: 9, number: 9, sitting: 2, kind: "vote", about: null, title: "?", state: "open", closed_at: null, ...more });
/** @param {number} seconds */
const ago = (seconds) => new Date(NOW_MS - seconds * 1000).toISOString();

test("by itself the hall follows: the agenda, then the speaker, then the question", () => {
  assert.equal(shown(), "agenda");
  assert.equal(shown((all) => (all["speech/50"] = speech())), "floor");
  assert.equal(shown((all) => Object.assign(all, { "speech/50": speech(), "question/9": question() })), "decision");
});

test("a point of order is shown over an open vote", () => {
  assert.equal(shown((all) => Object.assign(all, { "speech/50": speech({ kind: "point_of_order" }), "question/9": question() })), "floor");
});

test("a result stays for a minute, or until somebody speaks after it", () => {
  const closed = (/** @type {number} */ seconds) => question({ state: "closed", closed_at: ago(seconds) });
  assert.equal(shown((all) => (all["question/9"] = closed(59))), "decision");
  assert.equal(shown((all) => (all["question/9"] = closed(60))), "agenda");
  assert.equal(shown((all) => Object.assign(all, { "question/9": closed(30), "speech/50": speech({ started_at: ago(90) }) })), "decision");
  assert.equal(shown((all) => Object.assign(all, { "question/9": closed(30), "speech/50": speech({ started_at: ago(10) }) })), "floor");
});

test("what the chair has chosen is shown whatever goes on, a text where it is still there", () => {
  const chosen = (/** @type {object} */ what) => shown((all) => Object.assign(all["sitting/2"], what) && (all["speech/50"] = speech()));
  assert.equal(chosen({ hall: "balance" }), "balance");
  assert.equal(chosen({ hall: "decision" }), "decision");
  assert.equal(chosen({ hall: "text", hall_paragraph: 1 }), "text");
  assert.equal(chosen({ hall: "text", hall_paragraph: 999 }), "agenda");
});

test("of a part that is closed to observers the hall shows nothing, and a suspended session its agenda", () => {
  assert.equal(shown((all) => (all["sitting/2"].private = true)), "shut");
  assert.equal(shown((all) => Object.assign(all["sitting/2"], { state: "suspended" }) && (all["speech/50"] = speech())), "agenda");
});
