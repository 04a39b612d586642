/**
 * Straw polls: where the halves stand on the gradient of agreement. They decide nothing.
 *
 * @import {Store} from "../store.js"
 * @import {Poll, Side, Step} from "../types.js"
 */

import { actingSeat } from "./me.js";
import { SIDES } from "./seats.js";
import { present } from "./sittings.js";

/** The steps of the gradient, from full agreement to blocking; the two in the middle lean to neither side. @type {Step[]} */
export const STEPS = ["endorse", "minor_concern", "reservations", "abstain", "stand_aside", "go_along", "want_out", "block"];

/** The straw poll that is open. @param {Store} store @returns {Poll | undefined} */
export const openPoll = (store) => store.where("poll", "state", "open")[0];

/** The straw polls that have ended, the latest first. @param {Store} store */
export const pastPolls = (store) =>
  store
    .where("poll", "state", "closed")
    .slice()
    .sort((a, b) => b.number - a.number);

/** How many seats of each side stand on each step. @param {Store} store @param {Poll} poll @returns {Record<Side, Record<Step, number>>} */
export function spread(store, poll) {
  if (poll.spread) return poll.spread;
  const counts = /** @type {Record<Side, Record<Step, number>>} */ (
    Object.fromEntries(SIDES.map((side) => [side, Object.fromEntries(STEPS.map((step) => [step, 0]))]))
  );
  for (const one of store.where("answer", "poll", poll.id)) counts[one.side][one.step] += 1;
  return counts;
}

/** The seat from which the reader may answer, if it is checked in. @param {Store} store */
export function answeringSeat(store) {
  const seat = actingSeat(store);
  return seat && present(store).get(seat.id) === store.me?.person ? seat : undefined;
}

/** The step on which the reader's seat stands. @param {Store} store @param {Poll} poll */
export const myStep = (store, poll) => store.get("answer", `${poll.id}.${answeringSeat(store)?.id}`)?.step;

/**
 * The bars of a diverging plot: each side's steps to the left and right of the middle, in shares of the widest half.
 * Agreement lies on the left and disagreement on the right; the two steps between them share the middle.
 * @param {Record<Side, Record<Step, number>>} counts
 * @returns {{side: Side, bars: {step: Step, count: number, x: number, width: number}[]}[]}  x and width in 0..100
 */
export function diverging(counts) {
  /** @param {Side} side */
  const left = (side) => sum(side, 0, 3) + sum(side, 3, 5) / 2;
  /** @param {Side} side @param {number} from @param {number} to */
  const sum = (side, from, to) => STEPS.slice(from, to).reduce((total, step) => total + counts[side][step], 0);
  const widest = Math.max(1, ...SIDES.flatMap((side) => [left(side), sum(side, 0, 8) - left(side)]));
  const unit = 50 / widest;
  return SIDES.map((side) => {
    let x = 50 - left(side) * unit;
    const bars = STEPS.map((step) => {
      const width = counts[side][step] * unit;
      const bar = { step, count: counts[side][step], x, width };
      x += width;
      return bar;
    });
    return { side, bars };
  });
}
