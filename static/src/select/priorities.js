/**
 * Choosing one among several recommendations: what is open, what can be chosen, and what the reader's seats prefer.
 *
 * @import {Store} from "../store.js"
 * @import {Elector, Option, Question} from "../types.js"
 */

import { myElectors } from "./questions.js";
import { parts, paragraphs, statement } from "./text.js";

/** The choices, the latest first. @param {Store} store @returns {Question[]} */
export const choices = (store) =>
  store
    .where("question", "kind", "priority")
    .slice()
    .sort((a, b) => b.number - a.number);

/** The choice before the group now. @param {Store} store */
export const openChoice = (store) => choices(store).find((one) => one.state === "open");

/** What can be chosen, in the order of the text. @param {Store} store @param {Question} question @returns {Option[]} */
export const optionsOf = (store, question) =>
  store
    .where("option", "question", question.id)
    .slice()
    .sort((a, b) => a.position - b.position);

/** What a seat prefers, as far as the reader may see it. @param {Store} store @param {Question} question @param {string} seat */
export const preferenceOf = (store, question, seat) => store.get("preference", `${question.id}.${seat}`);

/** The first seat for which an open choice still waits for the reader. @param {Store} store @param {Question} question @returns {Elector | undefined} */
export const waitingToChoose = (store, question) =>
  question.state === "open" ? myElectors(store, question).find((one) => !preferenceOf(store, question, one.seat)) : undefined;

/** The paragraphs of the shown statement that are agreed, each with its number. @param {Store} store @param {number | null} shown */
export function agreed(store, shown) {
  const text = statement(store, shown);
  return parts(store, text).flatMap((part) =>
    paragraphs(store, part)
      .filter((one) => one.state !== "open")
      .map((one) => ({ id: one.id, part, label: `${part.position}.${one.position}`, text: one.text })),
  );
}

/** A ranking in one line: best first, equals joined. @param {string[][]} levels */
export const inOrder = (levels) => levels.map((level) => level.join(" = ")).join(" > ");
