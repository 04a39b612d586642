/**
 * Seats, who sits on them, and how they are called.
 *
 * @import {Store} from "../store.js"
 * @import {Office, Seat, Side} from "../types.js"
 */

import { t } from "../i18n.js";

/** @type {Side[]} */
export const SIDES = ["governments", "others"];

/** The group of this page. @param {Store} store */
export const group = (store) => store.all("group")[0];

/** The seats of one side, in the order of the plan. @param {Store} store @param {Side} side */
export const seatsOf = (store, side) =>
  store
    .where("seat", "side", side)
    .slice()
    .sort((a, b) => a.number - b.number);

/** The side of a seat: its name begins with it. @param {string} seat @returns {Side} */
export const sideOf = (seat) => (seat.startsWith("G") ? "governments" : "others");

/** A side in words. @param {string | null} side */
export function sideName(side) {
  if (side === "governments") return t("Governments");
  if (side === "others") return t("Others");
  return side ?? "";
}

/**
 * How a seat is called: by its delegation, or, where nobody is accredited, by its constituency and number.
 * @param {Store} store
 * @param {string} id
 */
export function seatName(store, id) {
  const seat = store.get("seat", id);
  if (seat?.delegation) return seat.delegation;
  const constituency = store.get("constituency", seat?.constituency);
  return constituency ? `${constituency.name} ${id}` : id;
}

/** Whether anyone is accredited to a seat. @param {Seat} seat */
export const isHeld = (seat) => Boolean(seat.holder || seat.delegation);

/** Those who hold an office, chair first. @param {Store} store @returns {Office[]} */
export function officers(store) {
  /** @type {string[]} */
  const order = ["chair", "cochair", "moderator", "rapporteur", "secretariat", "associate", "observer"];
  return store
    .all("office")
    .slice()
    .sort((a, b) => order.indexOf(a.office) - order.indexOf(b.office) || a.id - b.id);
}

/** An office in words. @param {string} office */
export function officeName(office) {
  switch (office) {
    case "chair":
      return t("Chair");
    case "cochair":
      return t("Co-chair");
    case "moderator":
      return t("Moderator");
    case "rapporteur":
      return t("Rapporteur");
    case "secretariat":
      return t("Secretariat");
    case "associate":
      return t("Associate");
    case "observer":
      return t("Observer");
    case "holder":
      return t("Holder");
    case "alternate":
      return t("Alternate");
    case "administrator":
      return t("Administrator");
    default:
      return office;
  }
}

/**
 * How a speaker or a mover is called: a seat by its name, anyone else by their office or their own name.
 * @param {Store} store
 * @param {{seat: string | null, person?: string | null}} who
 */
export function speakerName(store, who) {
  if (who.seat) return seatName(store, who.seat);
  const office = store.all("office").find((held) => held.person === who.person);
  return store.name(who.person) || office?.title || (office ? officeName(office.office) : t("Guest"));
}
