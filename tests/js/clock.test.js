import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock, minutes, spoken } from "../../static/src/clock.js";

test("the server's time is told from this browser's clock, which may be wrong", () => {
  let here = 1_000_000;
  const clock = new Clock(() => here);
  assert.equal(clock.now(), 1_000_000);
  clock.hear(new Date(here + 90_000).toISOString());
  assert.equal(clock.now(), 1_090_000);
  here += 5_000;
  assert.equal(clock.now(), 1_095_000);
});

test("a message that was long on the line does not set the clock back", () => {
  let here = 1_000_000;
  const clock = new Clock(() => here);
  clock.hear(new Date(here + 10_000).toISOString());
  here += 4_000; // this one took two seconds to come
  clock.hear(new Date(here + 8_000).toISOString());
  assert.equal(clock.now(), here + 10_000);
});

test("old samples are forgotten, so that a clock that was set right is believed", () => {
  let here = 1_000_000;
  const clock = new Clock(() => here);
  clock.hear(new Date(here + 60_000).toISOString());
  for (let i = 0; i < 8; i += 1) {
    here += 1_000;
    clock.hear(new Date(here).toISOString());
  }
  assert.equal(clock.now(), here);
});

test("what is not a time is not heard", () => {
  const clock = new Clock(() => 5);
  clock.hear(undefined);
  clock.hear("soon");
  assert.equal(clock.now(), 5);
});

test("a speech lasts as long as it ran, without its pauses", () => {
  const now = Date.parse("2026-11-21T14:20:30Z");
  assert.equal(spoken({ spoken: 40, running_since: "2026-11-21T14:20:00Z" }, now), 70);
  assert.equal(spoken({ spoken: 40, running_since: null }, now), 40);
  assert.equal(spoken({ spoken: 40, running_since: "2026-11-21T14:20:35Z" }, now), 40);
});

test("time left is rounded up: nothing is left only when it is over", () => {
  assert.equal(minutes(125), "2:05");
  assert.equal(minutes(59.2), "1:00");
  assert.equal(minutes(0.4), "0:01");
  assert.equal(minutes(0), "0:00");
  assert.equal(minutes(-3), "0:00");
});
