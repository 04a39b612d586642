/**
 * Motions of procedure and points of order that were raised in this session, and who may still speak on them.
 *
 * @import {Store} from "../store.js"
 * @import {Asked, ForOrAgainst, Motion, MotionState} from "../types.js"
 */

import { t } from "../i18n.js";
import { current } from "./sittings.js";

/** The motions of procedure, by rank. @type {Asked[]} */
export const MOTIONS = ["suspend", "adjourn", "adjourn_debate", "close_debate"];

/** Everything raised in this session, the first first. @param {Store} store */
export function motions(store) {
  const sitting = current(store);
  return sitting ? store.where("motion", "sitting", sitting.id).slice().sort((a, b) => a.id - b.id) : [];
}

/** The motion before the group: of several the one of the highest rank. @param {Store} store @returns {Motion | undefined} */
export const openMotion = (store) =>
  motions(store)
    .filter((one) => one.state === "open" && one.kind !== "point_of_order")
    .sort((a, b) => MOTIONS.indexOf(a.kind) - MOTIONS.indexOf(b.kind))[0];

/** Points of order that the chair has not ruled on. @param {Store} store */
export const unruled = (store) => motions(store).filter((one) => one.kind === "point_of_order" && one.state === "open");

/**
 * The latest ruling on a point of order, until it is decided on or debate has gone on: an appeal is raised at once.
 * @param {Store} store
 * @returns {Motion | undefined}
 */
export function lastRuling(store) {
  const last = motions(store).filter((one) => one.kind === "point_of_order").at(-1);
  if (!last || last.state === "open") return undefined;
  const since = store.where("speech", "sitting", last.sitting).some((one) => one.started_at > (last.ended_at ?? ""));
  return since && last.state !== "appealed" ? undefined : last;
}

/** What has been decided on, the latest first. @param {Store} store */
export const settled = (store) => motions(store).filter((one) => !["open", "appealed"].includes(one.state)).reverse();

/** The vote on a motion, or on an appeal, while it is open. @param {Store} store @param {Motion} motion */
export function voteOn(store, motion) {
  const question = store.get("question", motion.question);
  return question?.state === "open" ? question : undefined;
}

/**
 * How many speak for or against a motion, spoken or waiting, of how many that are permitted.
 * @param {Store} store @param {Motion} motion @param {ForOrAgainst} stance
 */
export function speakers(store, motion, stance) {
  const taken = [...store.where("request", "motion", motion.id), ...store.where("speech", "motion", motion.id)];
  return { taken: taken.filter((one) => one.stance === stance).length, of: motion.permitted[stance] };
}

/** Whether a seat has spoken on a motion, or waits to. @param {Store} store @param {Motion} motion @param {string} seat */
export const hasSpokenOn = (store, motion, seat) =>
  motion.seat === seat ||
  [...store.where("request", "motion", motion.id), ...store.where("speech", "motion", motion.id)].some((one) => one.seat === seat);

/** What came of a motion, in words. @param {MotionState} state */
export function motionState(state) {
  switch (state) {
    case "open":
      return t("before the group");
    case "carried":
      return t("carried");
    case "rejected":
      return t("rejected");
    case "withdrawn":
      return t("withdrawn");
    case "out_of_order":
      return t("ruled out of order");
    case "upheld":
      return t("upheld by the chair");
    case "dismissed":
      return t("not upheld by the chair");
    case "appealed":
      return t("under appeal");
    case "overruled":
      return t("the chair was overruled");
    default:
      return state;
  }
}
