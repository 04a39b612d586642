/**
 * What is raised on procedure: the motion before the group, with who may speak on it; points of order, with the
 * chair's ruling; and what came of those before.
 *
 * @import {Room} from "../room-types.js"
 * @import {ForOrAgainst, Motion} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { asksFor, isVoting, kindName, queue } from "../select/floor.js";
import { conducts, mySeat } from "../select/me.js";
import { hasSpokenOn, lastRuling, motionState, openMotion, settled, speakers, unruled, voteOn } from "../select/motions.js";
import { anyway, button, chip, seatMark } from "./kit.js";

const PLACE = "floor";

/** @param {Room} room */
export function procedure(room) {
  const motion = openMotion(room.store);
  const ruling = lastRuling(room.store);
  const points = unruled(room.store);
  return html`${points.map((one) => point(room, one))} ${ruling ? ruled(room, ruling) : nothing} ${motion ? before(room, motion) : nothing}`;
}

/** The motion before the group. @param {Room} room @param {Motion} motion */
function before(room, motion) {
  const { store } = room;
  const voting = voteOn(store, motion);
  const seat = mySeat(store)?.id;
  const debated = motion.permitted.for + motion.permitted.against > 0;
  return html`<section class="motion" aria-label=${kindName(motion.kind)}>
    <p><b>${kindName(motion.kind)}</b> ${voting ? chip(t("being voted on"), "now") : chip(motionState(motion.state), "now")}</p>
    <p class="caption">${t("Moved by")} ${seatMark(room, motion.seat)}${motion.note ? html` <q dir="auto">${motion.note}</q>` : nothing}</p>
    ${debated ? html`<p class="caption num">${/** @type {ForOrAgainst[]} */ (["for", "against"]).map((stance) => permitted(room, motion, stance))}</p>` : html`<p class="caption">${t("Not debated: it is put to the vote at once.")}</p>`}
    ${room.gallery || voting ? nothing : html`<div class="controls">
      ${conducts(store) && !isVoting(store) ? put(room, motion, t("Put the motion to the vote")) : nothing}
      ${conducts(store) ? rule(room, motion, "out_of_order", t("Out of order"), t("Rule the motion out of order?")) : nothing}
      ${seat ? /** @type {ForOrAgainst[]} */ (["for", "against"]).map((stance) => speakOn(room, motion, stance, seat)) : nothing}
      ${seat === motion.seat ? button(room, { command: "motion.withdraw", data: { motion: motion.id }, label: t("Withdraw the motion"), look: "quiet", place: PLACE }) : nothing}</div>`}
  </section>`;
}

/** @param {Room} room @param {Motion} motion @param {ForOrAgainst} stance */
function permitted(room, motion, stance) {
  const { taken, of } = speakers(room.store, motion, stance);
  if (!of) return nothing;
  return html`<span class="permitted">${stance === "for" ? t("Speakers for: %(taken)s of %(of)s", { taken, of }) : t("Speakers against: %(taken)s of %(of)s", { taken, of })}</span>`;
}

/** @param {Room} room @param {Motion} motion @param {ForOrAgainst} stance @param {string} seat */
function speakOn(room, motion, stance, seat) {
  const { taken, of } = speakers(room.store, motion, stance);
  if (taken >= of || hasSpokenOn(room.store, motion, seat)) return nothing;
  return button(room, { command: "floor.ask", data: { kind: motion.kind, stance }, label: stance === "for" ? t("Speak for it") : t("Speak against it"), place: PLACE });
}

/** A point of order that waits for the ruling. @param {Room} room @param {Motion} motion */
function point(room, motion) {
  return html`<section class="motion" aria-label=${t("Point of order")}>
    <p><b>${t("Point of order")}</b> ${chip(t("the chair rules"), "now")}</p>
    <p class="caption">${t("Raised by")} ${seatMark(room, motion.seat)}${motion.note ? html` <q dir="auto">${motion.note}</q>` : nothing}</p>
    ${room.gallery || !conducts(room.store) ? nothing : html`<div class="controls">
      ${rule(room, motion, "upheld", t("Uphold"), t("Uphold the point of order?"), "R")}
      ${rule(room, motion, "dismissed", t("Do not uphold"), t("Not uphold the point of order?"), "⇧R")}</div>`}
  </section>`;
}

/** The ruling that stands, and an appeal against it. @param {Room} room @param {Motion} motion */
function ruled(room, motion) {
  const { store } = room;
  const voting = voteOn(store, motion);
  const appealed = motion.state === "appealed";
  return html`<section class="motion ruled" aria-label=${t("Ruling")}>
    <p><b>${t("Ruling")}</b> ${chip(voting ? t("being voted on") : motionState(motion.state), appealed ? "now" : "")}</p>
    <p class="caption">${t("Point of order of")} ${seatMark(room, motion.seat)}${motion.reason ? html`: <q dir="auto">${motion.reason}</q>` : nothing}</p>
    ${appealed && motion.appealed_by ? html`<p class="caption">${t("Appeal by")} ${seatMark(room, motion.appealed_by)}</p>` : nothing}
    ${room.gallery || voting || isVoting(store) ? nothing : html`<div class="controls">
      ${appealed && conducts(store) ? put(room, motion, t("Put the appeal to the vote")) : nothing}
      ${motion.state === "upheld" || motion.state === "dismissed" ? appeal(room, motion) : nothing}</div>`}
  </section>`;
}

/** @param {Room} room @param {Motion} motion */
const appeal = (room, motion) =>
  mySeat(room.store) && queue(room.store) && !motion.question
    ? button(room, {
        command: "motion.appeal",
        data: { motion: motion.id },
        label: t("Appeal against the ruling"),
        look: "quiet",
        place: PLACE,
        confirm: { title: t("Appeal against the ruling?"), text: t("The group votes at once. The ruling stands unless a majority overrules it."), yes: t("Appeal") },
      })
    : nothing;

/** @param {Room} room @param {Motion} motion @param {string} label */
const put = (room, motion, label) => button(room, { command: "vote.open", data: { motion: motion.id }, label, key: "U", look: "primary", place: PLACE });

/** @param {Room} room @param {Motion} motion @param {string} ruling @param {string} label @param {string} title @param {string} [key] */
function rule(room, motion, ruling, label, title, key) {
  if (room.whyNot("motion.rule")) return nothing;
  return anyway(room, {
    command: "motion.rule",
    data: { motion: motion.id, ruling },
    label,
    place: PLACE,
    ...(key && { key }),
    confirm: { title, text: t("The ruling stands on record."), yes: label, reason: "optional", hint: t("Why, for the record") },
  });
}

/** What was raised before and what came of it. @param {Room} room */
export function raisedBefore(room) {
  const past = settled(room.store);
  if (!past.length) return nothing;
  return html`<details class="fold"><summary class="caption">${t("Motions and rulings so far")}</summary><ul class="plain">${past.map(
    (one) => html`<li><span>${asksFor(one)} · ${seatMark(room, one.seat)}${one.reason ? html` <small>${t("The chair:")} <q dir="auto">${one.reason}</q></small>` : nothing}</span> <span class="caption">${motionState(one.state)}</span></li>`,
  )}</ul></details>`;
}
