/**
 * The reader: what they are in this group, and the seat they may act for now.
 *
 * @import {Store} from "../store.js"
 * @import {Role} from "../types.js"
 */

import { present } from "./sittings.js";

/** Whether the reader has one of these roles. @param {Store} store @param {Role[]} roles */
export const amI = (store, ...roles) => Boolean(store.me?.roles.some((role) => roles.includes(role)));

/** Whether the reader conducts the sitting. @param {Store} store */
export const conducts = (store) => amI(store, "chair", "cochair", "moderator");

/** Whether the reader may write down what others answer to a roll call. @param {Store} store */
export const clerks = (store) => conducts(store) || amI(store, "secretariat", "administrator");

/** The seat the reader sits on, as holder or alternate. @param {Store} store */
export const mySeat = (store) => (store.me?.seat ? store.get("seat", store.me.seat) : undefined);

/**
 * The seat the reader may act for now: of holder and alternate whoever is checked in acts, never both at once.
 * @param {Store} store
 */
export function actingSeat(store) {
  const seat = mySeat(store);
  const here = seat && present(store).get(seat.id);
  return !here || here === store.me?.person ? seat : undefined;
}

/** Whether a request or a speech is the reader's own. @param {Store} store @param {{seat: string | null, person: string}} of */
export const isMine = (store, of) =>
  Boolean(store.me && (of.seat ? of.seat === actingSeat(store)?.id : of.person === store.me.person));
