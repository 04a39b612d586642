/**
 * A side of the plan as a row of seats: what is shared out, what is left, what is too much. The numbers beside it say
 * the same in words.
 *
 * @import {Side} from "../../types.js"
 * @import {Plan} from "./lawful.js"
 */

import { html, nothing } from "lit-html";
import { of } from "./lawful.js";

const DOTS_AT_MOST = 60;

/** @param {Plan} plan @param {Side} side */
export function strip(plan, side) {
  if (!Number.isInteger(plan.pairs) || plan.pairs < 1) return nothing;
  const shares = of(plan, side).filter(({ seats }) => seats > 0);
  /** @type {string[]} */
  const dots = [];
  shares.forEach((one, i) => {
    for (let n = 0; n < one.seats && dots.length < 2 * DOTS_AT_MOST; n += 1) dots.push(`${one.migrants ? "migrants" : ""} ${i % 2 ? "odd" : ""}${n === 0 ? " first" : ""}`);
  });
  if (Math.max(plan.pairs, dots.length) > DOTS_AT_MOST) return nothing;
  const all = dots.map((look, i) => (i < plan.pairs ? look : `${look} over`));
  for (let n = dots.length; n < plan.pairs; n += 1) all.push("left");
  return html`<div class="strip ${side}" aria-hidden="true">${all.map((look) => html`<i class=${look}></i>`)}</div>`;
}
