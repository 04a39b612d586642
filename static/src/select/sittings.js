/**
 * The sitting, its agenda, who is present, and whether they are enough.
 *
 * @import {Store} from "../store.js"
 * @import {Item, Side, Sitting} from "../types.js"
 */

import { t } from "../i18n.js";
import { seatsOf, SIDES } from "./seats.js";

/** All sittings, the first one first. @param {Store} store */
export const sittings = (store) =>
  store
    .all("sitting")
    .slice()
    .sort((a, b) => a.number - b.number);

/**
 * The sitting this page is about: the one under way, or else the next one, or else the last one.
 * @param {Store} store
 * @returns {Sitting | undefined}
 */
export function current(store) {
  const all = sittings(store);
  return (
    all.find((one) => one.state === "open" || one.state === "suspended") ??
    all.filter((one) => one.state === "scheduled").sort(byBeginning)[0] ??
    all.at(-1)
  );
}

/** @param {Sitting} a @param {Sitting} b */
const byBeginning = (a, b) => Date.parse(a.starts_at ?? "") - Date.parse(b.starts_at ?? "") || a.number - b.number;

/** Whether business may be done now. @param {Store} store */
export const isOpen = (store) => current(store)?.state === "open";

/** The state of a sitting in words. @param {Sitting | undefined} sitting */
export function stateName(sitting) {
  switch (sitting?.state) {
    case "scheduled":
      return t("Scheduled");
    case "open":
      return t("Open");
    case "suspended":
      return t("Suspended");
    case "closed":
      return t("Closed");
    default:
      return t("No session yet");
  }
}

/** The agenda of a sitting, in order. @param {Store} store @param {Sitting | undefined} sitting */
export const agenda = (store, sitting) =>
  sitting
    ? store
        .where("item", "sitting", sitting.id)
        .slice()
        .sort((a, b) => a.position - b.position)
    : [];

/** The item taken up now. @param {Store} store @returns {Item | undefined} */
export const item = (store) => store.get("item", current(store)?.item);

/** The seats present in the current sitting. @param {Store} store @returns {Map<string, string>} seat -> person */
export function present(store) {
  const sitting = current(store);
  /** @type {Map<string, string>} */
  const seats = new Map();
  if (!sitting) return seats;
  for (const one of store.where("attendance", "sitting", sitting.id)) if (!one.left_at) seats.set(one.seat, one.person);
  return seats;
}

/**
 * The seats that are present by proxy alone, each with the seat that acts for it: one that is checked in itself.
 * @param {Store} store
 * @returns {Map<string, string>}
 */
export function byProxy(store) {
  const here = present(store);
  return new Map(store.all("proxy").filter((one) => !here.has(one.seat) && here.has(one.to)).map((one) => [one.seat, one.to]));
}

/**
 * The quorum of one half. Opening needs a third of its seats, a decision more than half; vacant seats count too.
 * @param {Store} store
 * @param {Side} side
 */
export function quorum(store, side) {
  const here = present(store);
  const acted = byProxy(store);
  const seats = seatsOf(store, side);
  const count = seats.filter((seat) => here.has(seat.id) || acted.has(seat.id)).length;
  return {
    side,
    present: count,
    of: seats.length,
    decides: count * 2 > seats.length,
    opens: count * 3 >= seats.length && seats.length > 0,
    needed: Math.floor(seats.length / 2) + 1,
    neededToOpen: Math.ceil(seats.length / 3),
  };
}

/** The quorum of both halves. @param {Store} store */
export const quorums = (store) => SIDES.map((side) => quorum(store, side));
