/**
 * What was chosen first, why, and by the figures of each half: bars for approvals, a table of pairs for rankings.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question} from "../types.js"
 */

import { html, nothing, svg } from "lit-html";
import { day, say, t } from "../i18n.js";
import { factOf } from "../names.js";
import { inOrder, optionsOf } from "../select/priorities.js";
import { electorName, electors } from "../select/questions.js";
import { sideName, SIDES } from "../select/seats.js";
import { chip, fields, notice } from "./kit.js";

const WIDTH = 240;
const BAR = 9;

/** @param {Room} room @param {Question} question */
export function chosenResult(room, question) {
  const said = question.explanation.map((line) => say(line, factOf(room.store)));
  const figures = /** @type {any} */ (question.result ?? {});
  const first = figures.chosen ?? (figures.first?.length === 1 ? figures.first[0] : null);
  const text = optionsOf(room.store, question).find((one) => one.label === first)?.text;
  return html`<article class="result choice" id="question-${question.id}">
    <p class="kind">${chip(outcome(question), question.outcome === "chosen" ? "good" : question.state === "void" ? "" : "warn")} <span class="caption num">${t("question %(number)s", { number: question.number })}${question.closed_at ? html` · ${day(question.closed_at)}` : nothing}</span></p>
    <h4 class="ask">${question.title}</h4>
    ${question.state === "void" ? html`<p class="reason">${question.reason}</p>` : nothing}
    ${text ? html`<p class="matter"><b class="num">${first}</b> <span dir="auto">${text}</span></p>` : nothing}
    ${said[0] ? html`<p class="why">${said[0]}</p>` : nothing}
    ${settle(room, question, figures)}
    ${figures.approved ? bars(figures.approved) : nothing}
    ${figures.preferred ? pairs(figures.preferred) : nothing}
    ${said.length > 1 ? html`<details class="exact"><summary>${t("Why, with the exact figures")}</summary><ul>${said.slice(1).map((line) => html`<li>${line}</li>`)}</ul></details>` : nothing}
    ${ballotsOf(room, question)}
    ${question.state === "closed" ? html`<p class="caption ways"><a href="/g/${room.slug}/questions/${question.number}.json" target="_top">${t("The choice as a file, to be counted again")}</a></p>` : nothing}
  </article>`;
}

/** @param {Question} question */
function outcome(question) {
  if (question.state === "void") return t("void");
  if (question.outcome === "tie") return t("tie");
  return question.outcome === "chosen" ? t("chosen") : t("no quorum");
}

/** Where several come first, the chair chooses one and says why. @param {Room} room @param {Question} question @param {any} figures */
function settle(room, question, figures) {
  if (question.outcome !== "tie" || room.gallery || room.whyNot("priority.settle")) return nothing;
  const place = `settle ${question.id}`;
  return html`<form class="settle" @submit=${(/** @type {Event} */ event) => {
    const { option = "", reason = "" } = fields(event);
    void room.give("priority.settle", { question: question.id, option, reason }, { place });
  }}><label class="label" for="settle-${question.id}">${t("You choose among those that tie")}</label>
    <select id="settle-${question.id}" name="option" required><option value="">${t("Choose one")}</option>${figures.first.map((/** @type {string} */ one) => html`<option>${one}</option>`)}</select>
    <label class="label" for="why-settle-${question.id}">${t("Why (public: it stands in the record)")}</label><textarea id="why-settle-${question.id}" name="reason" rows="2" required maxlength="2000" dir="auto"></textarea>
    <p class="controls"><button class="btn primary" data-command="priority.settle">${t("Choose it")}</button></p>${notice(room, place)}</form>`;
}

/** Approval by halves, as bars with the exact shares beside. @param {Record<string, {share: string, governments: string, others: string}>} approved */
function bars(approved) {
  const rows = Object.entries(approved);
  return html`<div class="scroll"><table class="num approved"><thead><tr><td></td><th scope="col">${t("Approved by")}</th>${SIDES.map((side) => html`<th scope="col">${sideName(side)}</th>`)}<th scope="col">${t("All")}</th></tr></thead>
    <tbody>${rows.map(([label, shares]) => html`<tr><th scope="row">${label}</th><td><svg class="half-bars" viewBox="0 0 ${WIDTH} ${2 * BAR + 3}" aria-hidden="true">${SIDES.map((side, i) => svg`<rect class="ground" x="0" y=${i * (BAR + 3)} width=${WIDTH} height=${BAR}/><rect class=${side} x="0" y=${i * (BAR + 3)} width=${WIDTH * share(shares[side])} height=${BAR}/>`)}</svg></td>
      ${SIDES.map((side) => html`<td>${shares[side]}</td>`)}<td><b>${shares.share}</b></td></tr>`)}</tbody></table></div>`;
}

/** Who is preferred to whom: the share of the weight that prefers the row to the column. @param {Record<string, Record<string, string>>} preferred */
function pairs(preferred) {
  const labels = Object.keys(preferred);
  return html`<p class="caption">${t("The share of the weight that prefers the row to the column")}</p><div class="scroll"><table class="num pairs">
    <thead><tr><td></td>${labels.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
    <tbody>${labels.map((one) => html`<tr><th scope="row">${one}</th>${labels.map((other) => (one === other ? html`<td>–</td>` : html`<td class=${share(preferred[one]?.[other]) > share(preferred[other]?.[one]) ? "ahead" : ""}>${preferred[one]?.[other]}</td>`))}</tr>`)}</tbody></table></div>`;
}

/** A share such as 3/4 as a number, to draw it. @param {string | undefined} text */
function share(text = "0") {
  const [above = 0, below = 1] = text.split("/").map(Number);
  return above / below;
}

/** Each seat with what it preferred, for as long as the session's records are here. @param {Room} room @param {Question} question */
function ballotsOf(room, question) {
  const given = room.store.where("preference", "question", question.id);
  if (question.state !== "closed" || given.length === 0) return nothing;
  const levels = new Map(given.map((one) => [one.seat, one.levels]));
  return html`<details class="roll"><summary>${t("Seat by seat")}</summary><table><tbody>${electors(room.store, question)
    .filter((one) => levels.has(one.seat))
    .map((one) => html`<tr><th scope="row">${electorName(room.store, one)}</th><td class="num">${inOrder(levels.get(one.seat) ?? []) || t("none")}</td></tr>`)}</tbody></table></details>`;
}
