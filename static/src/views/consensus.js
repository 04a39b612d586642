/**
 * A call for consensus: where the reader's seat stands, and where the others do, in their own words.
 *
 * @import {Room} from "../room-types.js"
 * @import {About, Elector, Question, Stance, Statement} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { t } from "../i18n.js";
import { stanceName } from "../names.js";
import { answerOf, electorName, myElectors, openQuestions, positions } from "../select/questions.js";
import { group } from "../select/seats.js";
import { button, chip, notice, seatMark, typed } from "./kit.js";

/** @param {Room} room @param {Question} question */
export function consensus(room, question) {
  return html`${mine(room, question)} ${said(room, question)}`;
}

/**
 * A button that asks for consensus on a text, once it is chosen what consensus means; nothing for who may not ask.
 * @param {Room} room
 * @param {{about: About, label: unknown, hint?: string, look?: string, statement?: Statement | null, name?: unknown}} press
 */
export function callButton(room, { about, label, hint, look = "", statement, name = "" }) {
  if (room.gallery || room.whyNot("call.open", statement)) return nothing;
  return html`<button type="button" class="btn ${look}" data-command="call.open" aria-label=${hint ?? nothing}
    @click=${() => room.ask({ kind: "call", about, name })}>${label}</button>`;
}

/** What consensus shall mean in a call: the group's own definition, unless the chair chooses the other. @param {Room} room */
export function definitions(room) {
  const own = group(room.store)?.settings.definition ?? "no_objection";
  const choices = [
    { value: "no_objection", label: t("No seat objects"), means: t("The positions decide. Who says nothing does not object.") },
    { value: "no_sustained_opposition", label: t("No sustained opposition"), means: t("The chair declares it, and must say why. Objections stay on record.") },
  ];
  return html`<fieldset class="positions"><legend>${t("Consensus means")}</legend>${choices.map(
    ({ value, label, means }) => html`<label class="stance"><input type="radio" name="definition" value=${value} ?checked=${value === own}>
      <span><b>${label}</b> <small>${means}</small></span></label>`,
  )}</fieldset>`;
}

/**
 * Where there was no consensus, the vote is one step away; nothing once the text was decided, or is put again.
 * @param {Room} room
 * @param {Question} question
 */
export function fallback(room, question) {
  const { store } = room;
  if (room.gallery || question.outcome !== "no_consensus" || openQuestions(store).length > 0) return nothing;
  const { about, title } = question;
  const again = store.all("question").some((one) => one.number > question.number && one.state !== "void" && (about ? one.about?.type === about.type && one.about.id === about.id : !one.about && one.title === title));
  if (again) return nothing;
  return html`<p class="controls">${button(room, {
    command: "vote.open",
    data: about ? { about } : { about: null, title },
    label: t("Put it to the vote"),
    look: "primary",
    place: `question ${question.id}`,
    confirm: { title: t("Open a vote?"), text: t("The electorate, the rule and the text are frozen when it opens."), yes: t("Open the vote"), rule: true },
  })}</p>${notice(room, `question ${question.id}`)}`;
}

/** What each stance means. @param {Stance} stance */
function meaning(stance) {
  switch (stance) {
    case "support":
      return t("You join.");
    case "reservation":
      return t("You join, with a note on record.");
    case "stand_aside":
      return t("You do not join and do not block; the record says so.");
    default:
      return t("You block the consensus. Say why.");
  }
}

/** One form for each seat for which the reader acts. @param {Room} room @param {Question} question */
const mine = (room, question) => myElectors(room.store, question).map((elector) => ofElector(room, question, elector));

/** @param {Room} room @param {Question} question @param {Elector} elector */
function ofElector(room, question, elector) {
  const place = `position ${question.id} ${elector.seat}`;
  const id = `${question.id}-${elector.seat}`;
  const answered = answerOf(room.store, question, elector);
  const held = answered && "stance" in answered ? answered : undefined;
  /** @returns {{stance: Stance | "", reason: string}} */
  const written = () => room.ui.draft(place) ?? { stance: held?.stance ?? "", reason: held?.reason ?? "" };
  const draft = written();
  const seat = electorName(room.store, elector);
  const changed = draft.stance !== (held?.stance ?? "") || draft.reason !== (held?.reason ?? "");
  const needs = draft.stance === "object";
  /** @param {object} some */
  const write = (some) => {
    room.ui.write(place, { ...written(), ...some });
    room.show();
  };
  return html`<form class="positions" @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { stance, reason } = written();
    const answer = await room.give("call.take_position", { question: question.id, stance, reason: reason.trim(), ...(elector.proxy ? { seat: elector.seat } : {}) }, { place: `question ${question.id}` });
    if (answer.ok) room.ui.forget(place);
    room.show();
  }}><fieldset><legend>${t("Position of %(seat)s", { seat })}</legend>
    ${/** @type {Stance[]} */ (["support", "reservation", "stand_aside", "object"]).map(
      (stance) => html`<label class="stance"><input type="radio" name="stance-${id}" value=${stance} .checked=${live(draft.stance === stance)} @change=${() => write({ stance })}>
        <span><b>${stanceName(stance)}</b> <small>${meaning(stance)}</small></span></label>`,
    )}</fieldset>
    ${draft.stance && draft.stance !== "support"
      ? html`<label class="label" for="why-${id}">${needs ? t("Reason, required (public: it stands in the record)") : t("Note (public: it stands in the record)")}</label>
        <textarea id="why-${id}" rows="3" maxlength="2000" dir="auto" ?required=${needs} .value=${live(draft.reason)} @input=${(/** @type {Event} */ event) => write({ reason: typed(event) })}></textarea>`
      : nothing}
    <p class="controls"><button class="btn ${held ? "" : "primary"}" ?disabled=${!draft.stance || !changed || (needs && !draft.reason.trim())}>${held ? t("Change the position") : t("Take this position")}</button></p>
    <p class="caption" role="status">${held ? t("%(seat)s: %(stance)s. You can change it until the call ends.", { seat, stance: stanceName(held.stance) }) : t("If you say nothing, you do not object.")}</p>
  </form>`;
}

/** The positions taken, objections first, verbatim. @param {Room} room @param {Question} question */
export function said(room, question) {
  const order = ["object", "stand_aside", "reservation", "support"];
  const all = [...positions(room.store, question).values()].sort((a, b) => order.indexOf(a.stance) - order.indexOf(b.stance));
  if (all.length === 0) return nothing;
  return html`<ul class="said">${all.map(
    (one) => html`<li>${seatMark(room, one.seat)} ${chip(stanceName(one.stance), one.stance === "object" ? "bad" : one.stance === "support" ? "good" : "warn")}
      ${one.reason ? html`<p class="reason" dir="auto">${one.reason}</p>` : nothing}</li>`,
  )}</ul>`;
}
