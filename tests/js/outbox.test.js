import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Outbox } from "../../static/src/typing/outbox.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"] }));
afterEach(() => mock.timers.reset());

/** A box whose server is played by the test; an update is a list of numbers. */
function box() {
  const sent = [];
  const stored = [];
  const refused = [];
  const states = [];
  const one = new Outbox({
    send: (update, answered) => sent.push({ update: [...update], answered }),
    merge: (updates) => Uint8Array.from(updates.flatMap((update) => [...update])),
    stored: (update) => stored.push([...update]),
    refused: (told) => refused.push(told.code),
    changed: () => states.push(one.stalled ? "stalled" : one.unsaved ? "unsaved" : "saved"),
  });
  return { box: one, sent, stored, refused, states, type: (...numbers) => one.push(Uint8Array.from(numbers)) };
}

const OK = { ok: true };

test("nothing leaves before the paragraph is open; then everything does, in its order", () => {
  const played = box();
  played.type(1);
  played.type(2);
  mock.timers.tick(1_000);
  assert.equal(played.sent.length, 0);
  played.box.release();
  assert.deepEqual(played.sent.map((one) => one.update), [[1, 2]]);
});

test("what is typed within a moment leaves together", () => {
  const played = box();
  played.box.release();
  played.type(1);
  played.type(2);
  assert.equal(played.sent.length, 0);
  mock.timers.tick(60);
  played.type(3);
  mock.timers.tick(60);
  assert.deepEqual(played.sent.map((one) => one.update), [[1, 2], [3]]);
});

test("a batch is no larger than the server takes", () => {
  const played = box();
  played.box.push(new Uint8Array(30_000));
  played.box.push(new Uint8Array(30_000));
  played.box.release();
  assert.deepEqual(played.sent.map((one) => one.update.length), [30_000, 30_000]);
});

test("it is saved when the server has said so, for all of it", () => {
  const played = box();
  played.box.release();
  played.type(1);
  mock.timers.tick(60);
  played.type(2);
  mock.timers.tick(60);
  played.sent[0].answered(OK);
  assert.equal(played.box.unsaved, true);
  played.sent[1].answered(OK);
  assert.equal(played.box.unsaved, false);
  assert.deepEqual(played.stored, [[1], [2]]);
  assert.deepEqual(played.states, ["unsaved", "saved"]);
});

test("after five seconds without acknowledgement typing should stop, until it is stored", () => {
  const played = box();
  played.box.release();
  played.type(1);
  mock.timers.tick(4_999);
  assert.equal(played.box.stalled, false);
  mock.timers.tick(1);
  assert.equal(played.box.stalled, true);
  played.sent[0].answered(OK);
  assert.equal(played.box.stalled, false);
  assert.deepEqual(played.states, ["unsaved", "stalled", "saved"]);
});

test("five seconds are counted from the oldest typing that waits, a lost line included", () => {
  const played = box();
  played.box.release();
  played.type(1);
  mock.timers.tick(3_000);
  played.box.hold();
  played.type(2);
  mock.timers.tick(2_000);
  assert.equal(played.box.stalled, true);
  played.box.release();
  played.sent.at(-1).answered(OK);
  assert.deepEqual(played.states, ["unsaved", "stalled", "saved"]);
});

test("what was on its way when the line was lost is sent again, before what was typed later", () => {
  const played = box();
  played.box.release();
  played.type(1);
  mock.timers.tick(60);
  played.type(2);
  played.box.hold();
  played.type(3);
  mock.timers.tick(1_000);
  assert.equal(played.sent.length, 1);
  played.box.release();
  assert.deepEqual(played.sent.map((one) => one.update), [[1], [1, 2, 3]]);
});

test("an acknowledgement that comes late counts, and what it is for is not sent again", () => {
  const played = box();
  played.box.release();
  played.type(1);
  mock.timers.tick(60);
  played.box.hold();
  played.sent[0].answered(OK);
  assert.equal(played.box.unsaved, false);
  played.box.release();
  assert.equal(played.sent.length, 1);
});

test("after a refusal nothing leaves until the paragraph is open again, and later refusals say nothing new", () => {
  const played = box();
  played.box.release();
  played.type(1);
  mock.timers.tick(60);
  played.type(2);
  mock.timers.tick(60);
  played.sent[0].answered({ ok: false, code: "resync" });
  played.sent[1].answered({ ok: false, code: "resync" });
  played.type(3);
  mock.timers.tick(60);
  assert.deepEqual(played.refused, ["resync"]);
  assert.equal(played.sent.length, 2);
  played.box.replace(Uint8Array.from([9]));
  played.box.release();
  assert.deepEqual(played.sent.at(-1).update, [9]);
});

test("what is given up is sent no more", () => {
  const played = box();
  played.type(1);
  played.box.clear();
  assert.equal(played.box.unsaved, false);
  played.box.release();
  mock.timers.tick(10_000);
  assert.equal(played.sent.length, 0);
  assert.equal(played.box.stalled, false);
});
