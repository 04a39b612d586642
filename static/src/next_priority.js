/**
 * A choice of a priority that waits for the reader, as the thing to do now.
 *
 * @import {Store} from "./store.js"
 * @import {Hint} from "./hint.js"
 */

import { act } from "./hint.js";
import { t } from "./i18n.js";
import { openChoice, waitingToChoose } from "./select/priorities.js";
import { seatName } from "./select/seats.js";

/** @param {Store} store @returns {Hint | null} */
export function toChoose(store) {
  const question = openChoice(store);
  const elector = question && waitingToChoose(store, question);
  if (!question || !elector) return null;
  const text = t("%(question)s You act for %(seat)s.", { question: question.title, seat: seatName(store, elector.seat) });
  return act(`choose ${question.id} ${elector.seat}`, t("Choose now."), text, { label: t("Go to the choice"), key: "V", go: { to: "vote" } });
}
