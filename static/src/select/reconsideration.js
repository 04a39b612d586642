/**
 * Reconsideration: whether a decision can be put to the group once more, and what came of asking.
 *
 * @import {Store} from "../store.js"
 * @import {Question} from "../types.js"
 */

import { atIssue, carried } from "./questions.js";
import { current } from "./sittings.js";

/** The votes on whether to reconsider this decision, the first first. @param {Store} store @param {Question} question */
export const reconsiderations = (store, question) => store.where("question", "reconsiders", question.id).slice().sort((a, b) => a.number - b.number);

/**
 * Whether the chair can put it to the group to reconsider this decision: the last of this session on its matter, not
 * put for reconsideration before, and on nothing that is in force.
 * @param {Store} store @param {Question} question
 */
export function mayBeReconsidered(store, question) {
  const { about } = question;
  if (!isDecided(question) || question.kind === "batch" || question.reconsiders || question.important || question.sitting !== current(store)?.id) return false;
  if (about?.type === "division" || (carried(question) && (about?.type === "amendment" || about?.type === "statement"))) return false;
  if (store.where("motion", "question", question.id).length) return false;
  const same = store.where("question", "sitting", question.sitting).filter((one) => !one.important && isSame(atIssue(store, one), question) && isDecided(one));
  return same.every((one) => one.id === question.id || (!one.reconsiders && one.number < question.number));
}

/** @param {Question} one */
const isDecided = (one) => one.state === "closed" && (one.outcome === "adopted" || one.outcome === "rejected" || one.outcome === "consensus");

/** Whether two questions were about the same text, by its hash. @param {Question} one @param {Question} other */
const isSame = (one, other) =>
  one.text_hash === other.text_hash && one.about?.type === other.about?.type && one.about?.id === other.about?.id;
