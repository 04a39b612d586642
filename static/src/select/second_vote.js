/**
 * The second vote after a tie: whether it can be taken, and which it is.
 *
 * @import {Store} from "../store.js"
 * @import {Question} from "../types.js"
 */

import { group } from "./seats.js";

/** The second votes that were opened after a tie; but for those voided or without a quorum there is one at most. @param {Store} store @param {Question} question */
export const takenAgain = (store, question) => store.where("question", "again_of", question.id).slice().sort((a, b) => a.number - b.number);

/** Whether the group's rules allow a second vote on what this question asked. @param {Store} store @param {Question} question */
export const mayBeTakenAgain = (store, question) =>
  Boolean(group(store)?.settings.second_vote) &&
  question.kind === "vote" &&
  question.state === "closed" &&
  Boolean(question.result?.tie) &&
  !question.again_of &&
  !question.reconsiders &&
  !question.important &&
  store.where("motion", "question", question.id).length === 0 &&
  takenAgain(store, question).every((one) => one.state === "void" || one.outcome === "no_quorum");
