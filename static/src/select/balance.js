/**
 * Who has spoken how long: the balance as the server computed it from the speeches that have ended, and the speech
 * under way on top of it, so that it runs with the clock.
 *
 * @import {Store} from "../store.js"
 * @import {Share, Shares, Side} from "../types.js"
 */

import { spoken } from "../clock.js";
import { speech } from "./floor.js";
import { current } from "./sittings.js";

/** @returns {Share} */
const none = () => ({ speeches: 0, seconds: 0, over: 0 });

/** @returns {Shares} */
const nothingSaid = () => ({ sides: { governments: none(), others: none() }, constituencies: {}, seats: {}, without_seat: none() });

/**
 * The statements made so far on the item before the group, or in the whole session. Points of order, motions and
 * replies do not count.
 * @param {Store} store
 * @param {number} now
 * @param {"of_item" | "of_sitting"} [scope]
 * @returns {Shares}
 */
export function shares(store, now, scope = "of_item") {
  const sitting = current(store);
  if (!sitting) return nothingSaid();
  const record = store.get("balance", `${sitting.id}.members`) ?? store.get("balance", sitting.id);
  const ended = record?.[scope] ?? nothingSaid();
  const here = speech(store);
  if (!here || here.kind !== "statement" || (scope === "of_item" && here.item !== sitting.item)) return ended;
  const seconds = Math.floor(spoken(here, now));
  /** @param {Share | undefined} share @returns {Share} */
  const more = (share) => ({
    speeches: (share?.speeches ?? 0) + 1,
    seconds: (share?.seconds ?? 0) + seconds,
    over: (share?.over ?? 0) + Math.max(0, seconds - here.limit),
  });
  if (!here.seat || !here.side) return { ...ended, without_seat: more(ended.without_seat) };
  const group = here.constituency ?? "";
  return {
    ...ended,
    sides: { ...ended.sides, [here.side]: more(ended.sides[here.side]) },
    constituencies: { ...ended.constituencies, [group]: more(ended.constituencies[group]) },
    seats: { ...ended.seats, [here.seat]: more(ended.seats[here.seat]) },
  };
}

/** Seconds spoken by each side on the item before the group. @param {Store} store @param {number} now @returns {Record<Side, number>} */
export function balance(store, now) {
  const { governments, others } = shares(store, now).sides;
  return { governments: governments.seconds, others: others.seconds };
}
