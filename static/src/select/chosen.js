/**
 * What an open dialog stands on, and how it follows when that changes.
 *
 * @import {Store} from "../store.js"
 * @import {Paragraph} from "../types.js"
 */

import { amendmentsTo, waitingOf } from "./amendments.js";

/** The amendments to a paragraph, and to these, that wait. @param {Store} store @param {Paragraph} one */
export const waitingFor = (store, one) => waitingOf(store, amendmentsTo(store, one));

/** All that decides what a paragraph would say if amendments to it were adopted: it is reckoned anew when this changes. @param {Store} store @param {number} paragraph */
export function basisOfOutlook(store, paragraph) {
  const one = store.get("paragraph", paragraph);
  return one ? JSON.stringify([one.revision, one.text, waitingFor(store, one).map(({ id, revision, state, text, implies }) => [id, revision, state, text, implies])]) : "";
}

/** All that the history of a paragraph tells. @param {Store} store @param {number} paragraph */
export const basisOfHistory = (store, paragraph) =>
  JSON.stringify([store.get("paragraph", paragraph), store.where("question", "state", "closed").filter(({ about }) => about?.type !== "amendment").length]);

/**
 * Words chosen in a text, in the text as it is now: where the same words stand nearest to their old place; nothing, where
 * they are gone. A place without words stays before the same words that followed it.
 * @param {{text: string, start: number, end: number}} before
 * @param {string} text
 * @returns {{start: number, end: number}}
 */
export function chosenIn({ text: old, start, end }, text) {
  const place = start === end;
  const words = place ? old.slice(start, start + FOLLOWING) : old.slice(start, end);
  const found = words ? nearest(text, words, start) : null;
  if (found === null) return place ? { start: Math.min(start, text.length), end: Math.min(start, text.length) } : { start: 0, end: 0 };
  return { start: found, end: place ? found : found + words.length };
}

/** So many characters after a place tell it. */
const FOLLOWING = 12;

/** @param {string} text @param {string} words @param {number} near */
function nearest(text, words, near) {
  /** @type {number | null} */
  let best = null;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best === null || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}
