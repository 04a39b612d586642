/**
 * What seats put on record beside a vote: why they vote so, and what they had intended; and the quorum, when called.
 *
 * @import {Room} from "../room-types.js"
 * @import {Elector, Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { day, hour, number, t } from "../i18n.js";
import { choiceName } from "../names.js";
import { electorName, myElectors } from "../select/questions.js";
import { seatName, sideOf } from "../select/seats.js";
import { current } from "../select/sittings.js";
import { button, chip, fields, notice, ofSide } from "./kit.js";

/** @param {Room} room @param {Question} question */
export function remarks(room, question) {
  if (question.kind !== "vote" || question.state === "void") return nothing;
  const said = room.store.where("remark", "question", question.id).slice().sort((a, b) => a.id - b.id);
  return html`${said.length
    ? html`<h4 class="label">${t("On record beside the vote")}</h4><ul class="said remarks">${said.map((one) => html`<li>${ofSide(sideOf(one.seat), one.delegation || seatName(room.store, one.seat))} ${chip(kindOf(one), one.kind === "correction" ? "warn" : "")} <span class="caption num">${day(one.at)}</span>
        ${one.text ? html`<p class="reason" dir="auto">${one.text}</p>` : nothing}</li>`)}</ul>`
    : nothing}
    ${room.gallery ? nothing : myElectors(room.store, question).map((elector) => mine(room, question, elector))}`;
}

/** @param {import("../types.js").Remark} one */
function kindOf(one) {
  if (one.kind === "before") return t("Explanation before the vote");
  if (one.kind === "after") return t("Explanation after the vote");
  if (one.intended === "for") return t("Correction: had intended to vote for");
  return one.intended === "against" ? t("Correction: had intended to vote against") : t("Correction: had intended to abstain");
}

/** What the reader may still put on record for a seat. @param {Room} room @param {Question} question @param {Elector} elector */
function mine(room, question, elector) {
  const { store } = room;
  if (question.sitting !== current(store)?.id || room.whyNot("vote.explain")) return nothing;
  const said = new Set(store.where("remark", "question", question.id).filter((one) => one.seat === elector.seat).map((one) => one.kind));
  const open = question.state === "open";
  const place = `remark ${question.id} ${elector.seat}`;
  const id = `${question.id}-${elector.seat}`;
  const seat = electorName(store, elector);
  const own = { question: question.id, ...(elector.proxy ? { seat: elector.seat } : {}) };
  const named = question.method === "recorded" || question.method === "roll_call";
  return html`${said.has(open ? "before" : "after") ? nothing : html`<details class="exact"><summary>${t("Explain the vote of %(seat)s", { seat })}</summary>
      <form @submit=${(/** @type {Event} */ event) => void room.give("vote.explain", { ...own, text: fields(event).text ?? "" }, { place })}>
        <label class="label" for="explain-${id}">${open ? t("Before the vote (public as soon as it is sent; it cannot be taken back)") : t("After the vote (public as soon as it is sent; it cannot be taken back)")}</label>
        <textarea id="explain-${id}" name="text" rows="3" required maxlength="2000" dir="auto"></textarea>
        <p class="controls"><button class="btn" data-command="vote.explain">${t("Put it on record")}</button></p></form></details>`}
    ${open || !named || said.has("correction") ? nothing : html`<details class="exact"><summary>${t("Correct the record for %(seat)s", { seat })}</summary>
      <form @submit=${(/** @type {Event} */ event) => {
        const { intended = "", text = "" } = fields(event);
        void room.give("vote.correct", { ...own, intended, text }, { place });
      }}><p class="caption">${t("It is noted beside the vote. The announced result does not change.")}</p>
        <label class="label" for="intended-${id}">${t("What was intended")}</label>
        <select id="intended-${id}" name="intended" required><option value="">${t("Choose")}</option>${["for", "against", "abstain"].map((choice) => html`<option value=${choice}>${choiceName(choice)}</option>`)}</select>
        <label class="label" for="correct-${id}">${t("Note (public: it stands in the record)")}</label><textarea id="correct-${id}" name="text" rows="2" maxlength="2000" dir="auto"></textarea>
        <p class="controls"><button class="btn" data-command="vote.correct">${t("Put it on record")}</button></p></form></details>`}
    ${notice(room, place)}`;
}

/** Any seat may call the quorum; what was found last is on record. @param {Room} room */
export function quorumCall(room) {
  const { store } = room;
  const sitting = current(store);
  const last = sitting ? store.where("finding", "sitting", sitting.id).slice().sort((a, b) => b.id - a.id)[0] : undefined;
  return html`${last ? html`<p class="caption num finding" role="status">${t("Quorum called by %(seat)s at %(hour)s: %(governments)s of %(seats)s governments and %(others)s of %(seats)s others present.", { seat: seatName(store, last.seat), hour: hour(last.at), governments: number(last.present.governments), others: number(last.present.others), seats: number(last.seats.governments) })} <b>${last.holds ? t("There is a quorum.") : t("There is no quorum for a decision.")}</b></p>` : nothing}
    ${room.gallery ? nothing : button(room, { command: "quorum.call", label: t("Call the quorum"), look: "quiet small", place: "people" })}`;
}
