/**
 * Texts as they are being typed, and by whom.
 *
 * @import {Store} from "../store.js"
 * @import {Paragraph} from "../types.js"
 */

/** The text of a paragraph as it is being typed, or else as it was settled last. @param {Store} store @param {Paragraph} one */
export function textNow(store, one) {
  /** @type {import("../socket.js").Draft | undefined} */
  const draft = store.ephemeral.get(`draft/${one.id}`);
  return draft && draft.epoch === epochOf(one) ? draft.text : one.text;
}

/** @param {Paragraph} one @param {string} text @returns {import("../socket.js").Draft} */
export const draftOf = (one, text) => ({ paragraph: one.id, epoch: epochOf(one), text });

/** Who types in a paragraph, the reader left out: seats, or `rapporteur`. @param {Store} store @param {Paragraph} one @returns {string[]} */
export function typists(store, one) {
  /** @type {import("../socket.js").Typists | undefined} */
  const told = store.ephemeral.get(`typing/${one.id}`);
  const me = store.me;
  return (told?.editors ?? []).filter((who) => !me || (who !== me.seat && !(who === "rapporteur" && !me.seat && me.roles.includes("rapporteur"))));
}

/** @param {Paragraph} one */
const epochOf = (one) => one.epoch ?? 1;
