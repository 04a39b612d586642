/**
 * What the big screen shows: what the chair has chosen, or by itself what goes on.
 *
 * @import {Store} from "../store.js"
 * @import {Paragraph} from "../types.js"
 */

import { speech } from "./floor.js";
import { decisions, openQuestions } from "./questions.js";
import { current } from "./sittings.js";

/** How long a result stays on the screen by itself. */
const RESULT_STAYS_MS = 60_000;

/** @typedef {"shut" | "floor" | "text" | "decision" | "balance" | "agenda"} Scene */

/**
 * By itself the screen follows: a point of order over everything, then an open question, a fresh result, the speaker,
 * and the agenda when nothing runs.
 * @param {Store} store
 * @param {number} now
 * @returns {Scene}
 */
export function scene(store, now) {
  const sitting = current(store);
  if (sitting?.private) return "shut";
  const chosen = sitting?.hall ?? "automatic";
  if (chosen === "text") return paragraphShown(store) ? "text" : "agenda";
  if (chosen !== "automatic") return chosen;
  if (sitting?.state !== "open") return openQuestions(store).length ? "decision" : "agenda";
  const here = speech(store);
  if (here?.kind === "point_of_order") return "floor";
  const last = decisions(store)[0];
  const fresh = last?.closed_at && now - Date.parse(last.closed_at) < RESULT_STAYS_MS;
  const since = here ? Date.parse(here.started_at) : 0;
  if (openQuestions(store).length || (fresh && since < Date.parse(last?.closed_at ?? ""))) return "decision";
  return here ? "floor" : "agenda";
}

/** The paragraph that the chair has chosen. @param {Store} store @returns {Paragraph | undefined} */
export const paragraphShown = (store) => store.get("paragraph", current(store)?.hall_paragraph);
