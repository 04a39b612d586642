/**
 * What somebody wrote to one text, put into the text that has come in its place meanwhile.
 */

import { ChangeSet } from "@codemirror/state";
import { difference } from "../difference.js";

/** @typedef {{from: number, to: number, insert: string}} Change */

/**
 * The changes to `now` that bring in what was written from `base` to `mine`. What is there already comes no second time.
 * @param {string} base
 * @param {string} mine
 * @param {string} now
 * @returns {Change[]}
 */
export function rebase(base, mine, now) {
  const theirs = steps(base, now);
  const known = new Set(theirs.map((one) => JSON.stringify(one)));
  const written = steps(base, mine).filter((one) => !known.has(JSON.stringify(one)));
  /** @type {Change[]} */
  const changes = [];
  ChangeSet.of(written, base.length)
    .map(ChangeSet.of(theirs, base.length))
    .iterChanges((from, to, _from, _to, words) => changes.push({ from, to, insert: words.toString() }), true);
  return changes;
}

/** From one text to another, word by word. @param {string} from @param {string} to */
function steps(from, to) {
  /** @type {Change[]} */
  const changes = [];
  let at = 0;
  for (const [sign, words] of difference(from, to)) {
    const last = changes.at(-1);
    if (sign === "+" && last?.to === at && !last.insert) last.insert = words;
    else if (sign === "+") changes.push({ from: at, to: at, insert: words });
    else if (sign === "-") changes.push({ from: at, to: at + words.length, insert: "" });
    if (sign !== "+") at += words.length;
  }
  return changes;
}
