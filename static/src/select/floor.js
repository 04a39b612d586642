/**
 * The floor: who speaks, who waits and why in this order, and how long each side has spoken.
 *
 * @import {Store} from "../store.js"
 * @import {Asked, Request, Sentence, Speech} from "../types.js"
 */

import { t } from "../i18n.js";
import { isMine } from "./me.js";
import { MOTIONS, openMotion } from "./motions.js";
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

/** Whether debate waits for the motion before the group: it is spoken on, and put, first. @param {Store} store @param {Request} request */
export function waitsForMotion(store, request) {
  const motion = openMotion(store);
  if (!motion || request.kind === "point_of_order" || request.motion === motion.id) return false;
  return !MOTIONS.slice(0, MOTIONS.indexOf(motion.kind)).includes(request.kind);
}

/** What the reader has asked for. @param {Store} store */
export const myRequests = (store) => queue(store).filter(({ request }) => isMine(store, request));

/** What is asked for, or spoken on, in words: for or against a motion too. @param {{kind: Asked, stance?: string | null}} of */
export function asksFor({ kind, stance }) {
  if (!stance) return kindName(kind);
  return stance === "for" ? t("For: %(motion)s", { motion: kindName(kind) }) : t("Against: %(motion)s", { motion: kindName(kind) });
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
