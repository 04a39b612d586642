/**
 * Texts as they are being typed, and by whom.
 *
 * @import {Store} from "../store.js"
 * @import {Paragraph, Statement} from "../types.js"
 */

const KEEPS_OR_SITS = new Set(["holder", "alternate", "rapporteur", "secretariat", "administrator"]);

/** The text of a paragraph as it is being typed, or else as it was settled last. @param {Store} store @param {Paragraph} one */
export function textNow(store, one) {
  /** @type {import("../line-types.js").Draft | undefined} */
  const draft = store.ephemeral.get(`draft/${one.id}`);
  return draft && draft.epoch === epochOf(one) ? draft.text : one.text;
}

/** @param {Paragraph} one @param {string} text @returns {import("../line-types.js").Draft} */
export const draftOf = (one, text) => ({ paragraph: one.id, epoch: epochOf(one), text });

/** Whether the reader may type in a statement, if anybody of their kind may: an associate, where the chair lets them. @param {Store} store @param {Statement} statement */
export function mayType({ me }, statement) {
  const asAssociate = me?.roles.includes("associate") && !me.roles.some((role) => KEEPS_OR_SITS.has(role));
  return !asAssociate || statement.associates_write;
}

/** Who types in a paragraph, the reader left out: seats, or the office they type in. @param {Store} store @param {Paragraph} one @returns {string[]} */
export function typists(store, one) {
  /** @type {import("../line-types.js").Typists | undefined} */
  const told = store.ephemeral.get(`typing/${one.id}`);
  const me = store.me;
  return (told?.editors ?? []).filter((who) => !me || (me.seat ? who !== me.seat : !me.roles.some((role) => role === who)));
}

/** @param {Paragraph} one */
const epochOf = (one) => one.epoch ?? 1;
