import assert from "node:assert/strict";
import test from "node:test";
import { diverging, STEPS } from "../../static/src/select/polls.js";

/** @param {Partial<Record<import("../../static/src/types.js").Step, number>>} some */
const counts = (some) => /** @type {Record<import("../../static/src/types.js").Step, number>} */ ({ ...Object.fromEntries(STEPS.map((step) => [step, 0])), ...some });

test("agreement lies on the left of the middle and disagreement on the right", () => {
  const [governments, others] = diverging({ governments: counts({ endorse: 4 }), others: counts({ block: 2 }) });
  assert.deepEqual(governments?.bars.filter((bar) => bar.count).map(({ x, width }) => [x, width]), [[0, 50]]);
  assert.deepEqual(others?.bars.filter((bar) => bar.count).map(({ x, width }) => [x, width]), [[50, 25]]);
});

test("the two steps between them share the middle", () => {
  const [governments] = diverging({ governments: counts({ abstain: 1, stand_aside: 1 }), others: counts({}) });
  assert.deepEqual(governments?.bars.filter((bar) => bar.count).map(({ x, width }) => [x, width]), [[0, 50], [50, 50]]);
});

test("a poll that nobody answered has no bar", () => {
  const rows = diverging({ governments: counts({}), others: counts({}) });
  assert.ok(rows.every(({ bars }) => bars.every(({ width }) => width === 0)));
});
