/**
 * Texts under silence between sessions: until when, what was said, how it ended, and the chair's part in it.
 *
 * @import {Room} from "../room-types.js"
 * @import {About, Silence} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { day, t } from "../i18n.js";
import { mySeat } from "../select/me.js";
import { shortly } from "../select/questions.js";
import { group, seatName, sideOf } from "../select/seats.js";
import { endedSilences, messagesOf, silences } from "../select/silence.js";
import { current } from "../select/sittings.js";
import { amendmentState } from "../select/text.js";
import { button, chip, notice, ofSide } from "./kit.js";

/** What is under silence now. @param {Room} room */
export function runningSilences(room) {
  return repeat(silences(room.store), (one) => one.id, (one) => html`<article class="silence" id="silence-${one.id}">
    <p class="kind">${chip(t("Under silence"), "now")} <span class="caption num">${name(one)}</span></p>
    <h3 class="ask">${shortly(room.store, one)}</h3>
    <p><b>${t("until %(moment)s", { moment: day(one.expires_at) })}</b> <span class="caption">${group(room.store)?.timezone}</span></p>
    <p class="caption">${Date.parse(one.expires_at) > room.clock.now()
      ? t("If no seat objects before that, it is adopted. To say nothing is to agree.")
      : t("The time is over, and nobody broke the silence. The server records the adoption within a minute or so.")}</p>
    <details class="whole"><summary>${t("The text under silence")}</summary><p class="matter long" dir="auto">${one.text}</p></details>
    ${said(room, one)}
    ${room.gallery ? nothing : html`<p class="controls"><a class="btn ${mySeat(room.store) ? "primary" : ""}" href="/g/${room.slug}/silence/${one.id}">${mySeat(room.store) ? t("Read it, or answer") : t("Its page")}</a>${takeBack(room, one)}</p>
      ${notice(room, placeOf(one))}`}
  </article>`);
}

/** How earlier ones ended. @param {Room} room */
export function pastSilences(room) {
  const past = endedSilences(room.store);
  if (past.length === 0) return nothing;
  return html`<h3 class="label">${t("Silence procedures")}</h3><ul class="past">${repeat(past, (one) => one.id, (one) => html`<li class="silence" id="silence-${one.id}">
    <p class="row"><span>${shortly(room.store, one)} <span class="caption">${name(one)}</span></span> <span class=${TONE[one.state]}>${ending(one.state)}</span></p>
    ${one.reason ? html`<p class="reason" dir="auto">${one.reason}</p>` : nothing}
    ${said(room, one)}
    ${one.state !== "adopted" && !room.gallery && mayOpen(room) ? html`<p class="controls"><button type="button" class="btn small" data-command="silence.again" @click=${() => room.ask({ kind: "silence", again: one.id, about: one.about, title: one.about ? "" : one.title })}>${t("Put it under silence again")}</button></p>` : nothing}
  </li>`)}</ul>`;
}

/**
 * A button that puts a text under silence, for whoever may, between sessions; nothing for others.
 * @param {Room} room
 * @param {{about: About | null, label: unknown, look?: string}} press
 */
export const silenceButton = (room, { about, label, look = "" }) =>
  mayOpen(room)
    ? html`<button type="button" class="btn ${look}" data-command="silence.open" @click=${() => room.ask({ kind: "silence", again: null, about, title: "" })}>${label}</button>`
    : nothing;

/** Silence is for those who conduct, and for when no session is under way. @param {Room} room */
function mayOpen(room) {
  const state = current(room.store)?.state;
  return !room.gallery && state !== "open" && state !== "suspended" && !room.whyNot("silence.open");
}

/** How the end of a round is coloured. */
const TONE = { running: "", adopted: "ok", broken: "no", withdrawn: "caption" };

/** @param {Silence["state"]} state */
const ending = (state) => (state === "adopted" ? t("adopted by silence") : state === "withdrawn" ? t("withdrawn by the chair") : t("silence broken"));

/** Where what is refused about a round is said. @param {Silence} one @returns {string} */
const placeOf = (one) => `silence-${one.id}`;

/** The chair takes back what was put under silence by mistake. @param {Room} room @param {Silence} one */
const takeBack = (room, one) =>
  button(room, {
    command: "silence.withdraw",
    data: { silence: one.id },
    label: t("Withdraw it"),
    look: "quiet",
    place: placeOf(one),
    confirm: {
      title: t("Withdraw this silence procedure?"),
      text: t("For one opened by mistake. Nothing is adopted; everyone is told, and why. It can be put under silence again."),
      yes: t("Withdraw it"),
      grave: true,
      reason: "required",
      hint: t("Reason (public: it stands in the record)"),
    },
  });

/** @param {Silence} one */
const name = (one) => (one.round > 1 ? t("silence procedure %(number)s, round %(round)s", { number: one.number, round: one.round }) : t("silence procedure %(number)s", { number: one.number }));

/** What seats wrote, in their own words. @param {Room} room @param {Silence} one */
function said(room, one) {
  const messages = messagesOf(room.store, one);
  if (messages.length === 0) return nothing;
  return html`<ul class="said">${messages.map(
    (each) => html`<li>${ofSide(sideOf(each.seat), each.delegation || seatName(room.store, each.seat))} ${chip(kindOf(each.kind), each.kind === "objection" || each.kind === "amendment" ? "bad" : "warn")}
      <p class="reason" dir="auto">${each.text}</p>${tabled(room, each.amendment)}</li>`,
  )}</ul>`;
}

/** The amendment that was tabled with a message, and the way to it. @param {Room} room @param {number | null} id */
function tabled(room, id) {
  const one = room.store.get("amendment", id);
  if (!one) return nothing;
  return html`<p class="caption">${t("Amendment %(label)s", { label: one.label })}: ${amendmentState(one.state)}
    <button type="button" class="btn quiet small" aria-label=${t("Go to %(label)s", { label: one.label })} @click=${() => room.go({ to: "amendment", id: one.id })}>${t("Go to it")}</button></p>`;
}

/** @param {string} kind */
function kindOf(kind) {
  switch (kind) {
    case "objection":
      return t("Objection");
    case "amendment":
      return t("Amendment");
    case "reservation":
      return t("Reservation");
    default:
      return t("Statement");
  }
}
