/**
 * Amendments: where they are shown, what each still needs, and the order in which they are put.
 *
 * @import {Store} from "../store.js"
 * @import {Amendment, Paragraph, Part, Side, Statement} from "../types.js"
 */

import { t, tn } from "../i18n.js";
import { dividing } from "./divisions.js";
import { group, sideOf, SIDES } from "./seats.js";

/** Whether an amendment still waits for a decision. @param {Amendment} amendment */
export const isPending = (amendment) => amendment.state === "tabled" || amendment.state === "redraft";

/** Those of some that wait for a decision, and what is to amend them. @param {Store} store @param {Amendment[]} some */
export const waitingOf = (store, some) => some.filter(isPending).flatMap((each) => [each, ...amendmentsToAmendment(store, each).filter(isPending)]);

/** Where an amendment is shown: under what it became, if it added a paragraph; else under what it is to. @param {Amendment} one */
const home = (one) => one.new_paragraph ?? one.paragraph;

/** Amendments to a paragraph: to its text, or inserting after it, or the one that brought it here. @param {Store} store @param {Paragraph} paragraph */
export const amendmentsTo = (store, paragraph) =>
  byId([
    ...store.where("amendment", "paragraph", paragraph.id).filter((one) => home(one) === paragraph.id),
    ...store.where("amendment", "new_paragraph", paragraph.id),
  ]);

/** Amendments that insert at the start of a part. @param {Store} store @param {Part} part */
export const amendmentsAtStartOf = (store, part) =>
  byId(store.where("amendment", "part", part.id).filter((one) => home(one) === null && !one.parent));

/** Amendments whose paragraph is gone: they fell with it. @param {Store} store @param {Part} part */
export const orphans = (store, part) =>
  byId(store.where("amendment", "part", part.id).filter((one) => home(one) !== null && !store.get("paragraph", home(one))));

/** The amendments to an amendment. @param {Store} store @param {Amendment} one */
export const amendmentsToAmendment = (store, one) => byId(store.where("amendment", "parent", one.id));

/** The amendments of a statement that still wait. @param {Store} store @param {Statement | undefined} of */
export const pendingOf = (store, of) => (of ? byId(store.where("amendment", "statement", of.id).filter(isPending)) : []);

/**
 * The order in which they are put: first as the chair has ruled, then the furthest removed from each text first, text by
 * text; what amends an amendment comes before it.
 * @param {Store} store @param {Statement | undefined} of
 */
export function votingOrder(store, of) {
  const all = pendingOf(store, of);
  /** @param {Amendment} one */
  const placed = (one) => (one.parent ? store.get("amendment", one.parent) : undefined) ?? one;
  /** @param {Amendment} one */
  const part = (one) => store.get("part", placed(one).part)?.position ?? Infinity;
  /** @param {Amendment} one */
  const paragraph = (one) => store.get("paragraph", placed(one).paragraph)?.position ?? 0;
  return all.sort((a, b) => {
    if (a.rank !== b.rank) return (a.rank ?? Infinity) - (b.rank ?? Infinity);
    const [one, other] = [placed(a), placed(b)];
    if (one === other) return Number(!a.parent) - Number(!b.parent) || share(b.distance) - share(a.distance) || a.id - b.id;
    return part(a) - part(b) || paragraph(a) - paragraph(b) || share(other.distance) - share(one.distance) || one.id - other.id;
  });
}

/** A fraction such as "2/5" as a number. @param {string} fraction */
export function share(fraction) {
  const [above = 0, below = 1] = fraction.split("/").map(Number);
  return above / below;
}

/** The side from which an amendment still needs a sponsor, where the group asks for both. @param {Store} store @param {Amendment} one @returns {Side | undefined} */
export const sideMissing = (store, one) =>
  group(store)?.settings.cosponsors_each_side ? SIDES.find((side) => !one.sponsors.some((seat) => sideOf(seat) === side)) : undefined;

/** How many co-sponsors an amendment still needs. @param {Store} store @param {Amendment} one */
export const cosponsorsMissing = (store, one) => Math.max(0, (group(store)?.settings.cosponsors ?? 0) - (one.sponsors.length - 1));

/** What an amendment still needs before it can be put, in words; nothing, when it has all. @param {Store} store @param {Amendment} one */
export function needs(store, one) {
  const side = sideMissing(store, one);
  const missing = cosponsorsMissing(store, one);
  const waits = amendmentsToAmendment(store, one).filter(isPending);
  return [
    side === "governments" ? t("needs a co-sponsor from the governments") : side === "others" ? t("needs a co-sponsor from the others") : "",
    missing > (side ? 1 : 0) ? tn("needs %(n)s more co-sponsor", "needs %(n)s more co-sponsors", missing) : "",
    waits.length ? t("after %(labels)s", { labels: waits.map((each) => each.label).join(", ") }) : "",
  ].filter(Boolean);
}

/** Whether an amendment can be put now. @param {Store} store @param {Amendment} one */
export const canBePut = (store, one) =>
  one.state === "tabled" && !dividing(store, { type: "amendment", id: one.id }) && needs(store, one).length === 0 && (!one.parent || store.get("amendment", one.parent)?.state === "tabled");

/** The amendments that a seat stands behind, those that wait first. @param {Store} store @param {string | null | undefined} seat */
export const sponsoredBy = (store, seat) =>
  seat ? byId(store.all("amendment").filter((one) => one.sponsors.includes(seat))).sort((a, b) => Number(isPending(b)) - Number(isPending(a))) : [];

/** The next one to be put. @param {Store} store @param {Statement | undefined} of */
export const nextToPut = (store, of) => votingOrder(store, of).find((one) => canBePut(store, one));

/** @template {{id: number}} T @param {readonly T[]} things */
const byId = (things) => things.slice().sort((a, b) => a.id - b.id);
