/**
 * Silence procedures: what is under silence, what was said to it, and how the rounds before ended.
 *
 * @import {Store} from "../store.js"
 * @import {Silence} from "../types.js"
 */

/** The rounds that are under silence now, the one that ends first before the others. @param {Store} store */
export const silences = (store) =>
  store
    .where("silence", "state", "running")
    .slice()
    .sort((a, b) => a.expires_at.localeCompare(b.expires_at) || a.id - b.id);

/** The rounds that have ended, the latest first; of each question the last alone. @param {Store} store */
export const endedSilences = (store) => latest(store).filter((one) => one.state !== "running");

/** The last round of each question, the latest first. @param {Store} store */
const latest = (store) => {
  /** @type {Map<number, Silence>} */
  const rounds = new Map();
  for (const one of store.all("silence")) if (one.round > (rounds.get(one.number)?.round ?? 0)) rounds.set(one.number, one);
  return [...rounds.values()].sort((a, b) => b.id - a.id);
};

/** What seats wrote in a round, in the order it came. @param {Store} store @param {Silence} silence */
export const messagesOf = (store, silence) =>
  store
    .where("message", "silence", silence.id)
    .slice()
    .sort((a, b) => a.id - b.id);

/** Whether this text, or one that holds it, is under silence. @param {Store} store @param {number} statementId */
export const underSilence = (store, statementId) =>
  silences(store).some(({ about }) => {
    if (!about) return false;
    return about.type === "statement" ? about.id === statementId : store.get(about.type, about.id)?.statement === statementId;
  });
