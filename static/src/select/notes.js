/**
 * Notes to an adopted text: reservations and dissociations, as they stand under it.
 *
 * @import {Store} from "../store.js"
 * @import {AboutType} from "../types.js"
 */

/** The notes under a paragraph, a part or a statement, the first first. @param {Store} store @param {AboutType} type @param {number} id */
export const notesTo = (store, type, id) =>
  store
    .all("note")
    .filter(({ about }) => about.type === type && about.id === id)
    .sort((a, b) => a.id - b.id);
