/**
 * The house's own words, where a record holds a code for them.
 *
 * @import {Store} from "./store.js"
 * @import {Choice, Stance} from "./types.js"
 */

import { t } from "./i18n.js";
import { seatName } from "./select/seats.js";

/** @param {Choice | string} choice */
export function choiceName(choice) {
  switch (choice) {
    case "for":
      return t("For");
    case "against":
      return t("Against");
    case "abstain":
      return t("Abstain");
    default:
      return choice;
  }
}

/** @param {Stance | string} stance */
export function stanceName(stance) {
  switch (stance) {
    case "support":
      return t("Support");
    case "reservation":
      return t("Support with a reservation");
    case "stand_aside":
      return t("Stand aside");
    case "object":
      return t("Object");
    default:
      return stance;
  }
}

/** A method of voting. @param {string | null} method */
export function methodName(method) {
  switch (method) {
    case "roll_call":
      return t("by roll call");
    case "hands":
      return t("by show of hands");
    case "secret":
      return t("secret");
    default:
      return t("recorded");
  }
}

/** How a seat stands on a board. @param {string} mark */
export function markName(mark) {
  switch (mark) {
    case "waiting":
      return t("Not yet");
    case "absent":
      return t("Absent");
    case "present":
      return t("Present");
    case "reservation":
      return t("Reservation");
    case "for":
    case "against":
    case "abstain":
      return choiceName(mark);
    default:
      return stanceName(mark);
  }
}

/** A seat's mark as one sign, so that nothing is told by colour alone. @param {string} mark */
export function markSign(mark) {
  switch (mark) {
    case "for":
    case "support":
      return "+";
    case "against":
    case "object":
      return "–";
    case "abstain":
    case "stand_aside":
      return "o";
    case "reservation":
      return "±";
    default:
      return "";
  }
}

/**
 * How a fact in a sentence of the server is shown: a seat by its name, a word of the house in the reader's language.
 * @param {Store} store
 * @returns {(name: string, value: string) => string}
 */
export const factOf = (store) => (name, value) =>
  (name === "seat" || name === "mover") && store.get("seat", value) ? seatName(store, value) : wordOf(value);

/** @param {string} value */
function wordOf(value) {
  switch (value) {
    case "governments":
      return t("governments");
    case "others":
      return t("others");
    case "for":
      return t("for");
    case "against":
      return t("against");
    case "abstain":
      return t("abstain");
    default:
      return value;
  }
}
