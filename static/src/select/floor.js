/**
 * The floor: who speaks, who waits and why in this order, and how long each side has spoken.
 *
 * @import {Store} from "../store.js"
 * @import {Asked, Request, Sentence, Speech} from "../types.js"
 */

import { spoken } from "../clock.js";
import { t } from "../i18n.js";
import { isMine } from "./me.js";
import { current } from "./sittings.js";

/** The speech under way. @param {Store} store @returns {Speech | undefined} */
export function speech(store) {
  const sitting = current(store);
  return sitting && store.where("speech", "sitting", sitting.id).find((one) => !one.ended_at);
}

/**
 * Those who wait, in the order the server computed, each with the reason for their place.
 * @param {Store} store
 * @returns {{request: Request, why: Sentence | null}[]}
 */
export function queue(store) {
  const sitting = current(store);
  if (!sitting) return [];
  const waiting = new Map(store.where("request", "sitting", sitting.id).map((one) => [one.id, one]));
  /** @type {{request: Request, why: Sentence | null}[]} */
  const inOrder = [];
  for (const place of store.get("queue", sitting.id)?.order ?? []) {
    const request = waiting.get(place.request);
    if (!request) continue;
    inOrder.push({ request, why: place.why });
    waiting.delete(place.request);
  }
  const rest = [...waiting.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  return [...inOrder, ...rest.map((request) => ({ request, why: null }))];
}

/** Whether a vote is open: until it closes, nothing is heard but a point of order on the voting. @param {Store} store */
export const isVoting = (store) => store.where("question", "state", "open").some((one) => one.kind === "vote");

/** Whether somebody who waits may be called now. @param {Store} store @param {Request} request */
export const mayBeCalled = (store, request) => request.kind === "point_of_order" || !isVoting(store);

/** What the reader has asked for. @param {Store} store */
export const myRequests = (store) => queue(store).filter(({ request }) => isMine(store, request));

/**
 * Seconds spoken by each side on the item before the group. Points of order, replies and associates do not count.
 * @param {Store} store
 * @param {number} now
 */
export function balance(store, now) {
  const sitting = current(store);
  const seconds = { governments: 0, others: 0 };
  if (!sitting) return seconds;
  for (const one of store.where("speech", "sitting", sitting.id)) {
    if (one.side && one.kind === "statement" && one.item === sitting.item) seconds[one.side] += spoken(one, now);
  }
  return seconds;
}

/** What the floor is asked for, in words. @param {Asked} kind */
export function kindName(kind) {
  switch (kind) {
    case "statement":
      return t("Speech");
    case "point_of_order":
      return t("Point of order");
    case "reply":
      return t("Right of reply");
    case "suspend":
      return t("Motion to suspend the meeting");
    case "adjourn":
      return t("Motion to adjourn the meeting");
    case "adjourn_debate":
      return t("Motion to adjourn the debate");
    case "close_debate":
      return t("Motion to close the debate");
    default:
      return kind;
  }
}
