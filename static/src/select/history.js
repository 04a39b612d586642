/**
 * The history of a paragraph as one list: its revisions, and what happened to it without a new text.
 *
 * @import {Happened, Revision} from "../ui.js"
 */

/**
 * One item: what happened, if it is known, and the text it led to, if it led to one, beside the text before.
 * @typedef {{at: string, happened: Happened | null, revision: Revision | null, before: string | null}} Item
 */

/**
 * Everything in its order, the last first. Events that say nothing of the paragraph itself are left out; whatever moves
 * its state is told.
 * @param {readonly Revision[]} revisions
 * @param {readonly Happened[]} entries
 * @returns {Item[]}
 */
export function story(revisions, entries) {
  const inOrder = revisions.slice().sort((a, b) => a.revision - b.revision);
  /** @type {Map<number, Happened>} */
  const led = new Map();
  let revision = 0;
  let state = "open";
  /** @type {Item[]} */
  const found = [];
  for (const entry of entries) {
    if (entry.now && entry.now.revision !== revision) {
      revision = entry.now.revision;
      led.set(revision, entry);
    } else if (TOLD.has(entry.event) || (entry.now && entry.now.state !== state)) found.push({ at: entry.at, happened: entry, revision: null, before: null });
    state = entry.now?.state ?? state;
  }
  inOrder.forEach((one, i) => found.push({ at: one.at, happened: led.get(one.revision) ?? null, revision: one, before: inOrder[i - 1]?.text ?? null }));
  return found.sort((a, b) => a.at.localeCompare(b.at) || (a.revision ? -1 : 1)).reverse();
}

/** What happens to a paragraph and leaves its text as it was. */
const TOLD = new Set([
  "paragraph.agreed",
  "paragraph.reopened",
  "paragraph.moved",
  "paragraph.removed",
  "paragraph.merged",
  "statement.single_undertaking_set",
  "call.closed",
  "vote.closed",
]);
