/**
 * Important questions: whether the group has found a text to be one, so that votes on it have their rule.
 *
 * @import {Store} from "../store.js"
 * @import {About, Question} from "../types.js"
 */

/** The preset under which an important question is voted on. */
export const IMPORTANT = "substantive";

/**
 * The vote that found a text, or a whole of which it is part, to be an important question.
 * @param {Store} store @param {About | null | undefined} about
 * @returns {Question | undefined}
 */
export function foundImportant(store, about) {
  const found = store.all("question").filter((one) => one.important && one.outcome === "adopted");
  const wholes = found.length ? wholesOf(store, about) : [];
  return found.find(({ important }) => wholes.some((one) => one.type === important?.type && one.id === important.id));
}

/**
 * A text, and every whole of which it is part or which it is to amend.
 * @param {Store} store @param {About | null | undefined} about
 * @returns {About[]}
 */
function wholesOf(store, about) {
  if (!about) return [];
  return [about, ...wholesOf(store, wholeOf(store, about))];
}

/** What a text is a part of, or is to amend. @param {Store} store @param {About} about @returns {About | null} */
function wholeOf(store, { type, id }) {
  if (type === "division") return store.get("division", id)?.of ?? null;
  if (type === "part") return as("statement", store.get("part", id)?.statement);
  if (type === "paragraph") return as("part", store.get("paragraph", id)?.part);
  const amendment = type === "amendment" ? store.get("amendment", id) : undefined;
  if (!amendment) return null;
  if (amendment.parent) return as("amendment", amendment.parent);
  return amendment.paragraph && amendment.kind !== "insert" ? as("paragraph", amendment.paragraph) : as("part", amendment.part);
}

/** @param {About["type"]} type @param {number | null | undefined} id @returns {About | null} */
const as = (type, id) => (id ? { type, id } : null);
