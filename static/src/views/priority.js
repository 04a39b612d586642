/**
 * Which of several recommendations comes first: the ballots of the reader's seats, the chair's part, and the result.
 *
 * @import {Room} from "../room-types.js"
 * @import {Elector, Option, Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { hour, number, say, t } from "../i18n.js";
import { factOf } from "../names.js";
import { agreed, choices, inOrder, openChoice, optionsOf, preferenceOf } from "../select/priorities.js";
import { electorName, myElectors, openQuestions, turnout } from "../select/questions.js";
import { button, chip, notice } from "./kit.js";
import { chosenResult } from "./priority_result.js";

/** The choice before the group. @param {Room} room */
export function priority(room) {
  const open = openChoice(room.store);
  return open ? choice(room, open) : nothing;
}

/** The choices made; a way to open one. @param {Room} room */
export function priorities(room) {
  const open = openChoice(room.store);
  const past = choices(room.store).filter((one) => one.state !== "open");
  return html`${past.length ? html`<details class="fold" ?open=${!open && past[0]?.outcome === "tie"}><summary><h3>${t("Priorities chosen")}</h3> <span class="caption num">${number(past.length)}</span></summary>
      ${past.map((one) => chosenResult(room, one))}</details>` : nothing}
    ${open ? nothing : begin(room)}`;
}

/** The chair may ask for a choice once there is something to choose among. @param {Room} room */
function begin(room) {
  if (room.gallery || room.whyNot("priority.open") || openQuestions(room.store).length > 0 || agreed(room.store, room.ui.statement).length < 2) return nothing;
  return html`<p class="controls"><button type="button" class="btn quiet" data-do="priority" @click=${() => room.ask({ kind: "priority" })}>${t("Choose a priority")}</button></p>`;
}

/** @param {Room} room @param {Question} question */
function choice(room, question) {
  const { cast, of } = turnout(room.store, question);
  const place = `question ${question.id}`;
  return html`<article class="question choice" id="question-${question.id}">
    <p class="kind">${chip(t("Choice of a priority"), "now")} <span class="caption num">${t("since %(hour)s", { hour: hour(question.opened_at) })}</span></p>
    <h3 class="ask">${question.title}</h3>
    ${room.gallery ? texts(room, question) : ballots(room, question)}
    <div class="turnout"><progress max=${of || 1} value=${cast} aria-label=${t("Turnout")}></progress><span class="caption num">${t("%(cast)s of %(of)s have chosen", { cast, of })}</span></div>
    <div class="rule"><h4>${t("How it is counted")}</h4><ul>${question.in_words.map((line) => html`<li>${say(line, factOf(room.store))}</li>`)}</ul></div>
    ${room.gallery ? nothing : html`<div class="controls">${button(room, {
        command: "priority.close",
        data: { question: question.id },
        label: t("Close the choice"),
        key: "⇧V",
        look: cast >= of ? "primary" : "",
        place,
        confirm: { title: t("Close the choice?"), text: t("%(cast)s of %(of)s have chosen. It is counted at once, and everyone sees what each seat preferred.", { cast, of }), yes: t("Close the choice") },
      })}
      ${button(room, { command: "question.void", data: { question: question.id }, label: t("Void"), hint: t("Void this question"), look: "quiet", place, confirm: { title: t("Void this question?"), text: t("For a choice opened by mistake. It ends without a result; what was cast is not shown."), yes: t("Void the question"), grave: true, reason: "required", hint: t("Reason (public: it stands in the record)") } })}</div>`}
    ${notice(room, place)}</article>`;
}

/** The recommendations to choose among. @param {Room} room @param {Question} question */
const texts = (room, question) => html`<ol class="options">${optionsOf(room.store, question).map((one) => html`<li>${wording(one)}</li>`)}</ol>`;

/** @param {Option} one */
const wording = (one) => html`<b class="num">${one.label}</b> <span dir="auto">${one.text}</span>`;

/** One ballot for each seat for which the reader acts. @param {Room} room @param {Question} question */
function ballots(room, question) {
  const electors = myElectors(room.store, question);
  if (electors.length === 0) return texts(room, question);
  return electors.map((elector) => ballot(room, question, elector));
}

/** @param {Room} room @param {Question} question @param {Elector} elector */
function ballot(room, question, elector) {
  const place = `preference ${question.id} ${elector.seat}`;
  const held = preferenceOf(room.store, question, elector.seat);
  /** @returns {Record<string, number>} */
  const ranked = () => room.ui.draft(place) ?? ranksOf(held?.levels ?? []);
  const ranks = ranked();
  const levels = levelsOf(ranks);
  const changed = !held || JSON.stringify(levels) !== JSON.stringify(levelsOf(ranksOf(held.levels)));
  const approval = question.method === "approval";
  const seat = electorName(room.store, elector);
  /** @param {string} label @param {number} rank */
  const rank = (label, rank) => {
    room.ui.write(place, { ...ranked(), [label]: rank });
    room.show();
  };
  return html`<form class="preference" aria-label=${t("What %(seat)s prefers", { seat })} @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    const data = { question: question.id, levels: levelsOf(ranked()), ...(elector.proxy ? { seat: elector.seat } : {}) };
    const answer = await room.give("priority.cast", data, { place: `question ${question.id}` });
    if (answer.ok) room.ui.forget(place);
    room.show();
  }}><fieldset><legend>${approval ? t("%(seat)s approves", { seat }) : t("%(seat)s ranks, 1 first; the same number for equals", { seat })}</legend>
    <ol class="options">${optionsOf(room.store, question).map((one, _, all) => html`<li><label>${
      approval
        ? html`<input type="checkbox" .checked=${live(Boolean(ranks[one.label]))} @change=${() => rank(one.label, ranked()[one.label] ? 0 : 1)}>`
        : html`<select aria-label=${t("Rank of %(option)s", { option: one.label })} @change=${(/** @type {Event} */ event) => rank(one.label, Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
          <option value="0" .selected=${live(!ranks[one.label])}>–</option>${all.map(({ position: n }) => html`<option value=${n} .selected=${live(ranks[one.label] === n)}>${number(n)}</option>`)}</select>`
    } <span>${wording(one)}</span></label></li>`)}</ol></fieldset>
    ${approval ? nothing : html`<p class="caption order" role="status">${levels.length ? t("Your order: %(order)s", { order: inOrder(levels) }) : t("Nothing is ranked yet. What is left out comes last.")}</p>`}
    <p class="controls"><button class="btn ${held ? "" : "primary"}" data-command="priority.cast" ?disabled=${!changed}>${held ? t("Change it") : approval ? t("Cast the approval") : t("Cast the ranking")}</button>
      <span class="caption" role="status">${held ? t("Cast for %(seat)s. It can be changed until the chair closes the choice; nobody else sees it before.", { seat }) : t("Nobody else sees it before the close.")}</span></p>
  </form>`;
}

/** @param {string[][]} levels @returns {Record<string, number>} */
const ranksOf = (levels) => Object.fromEntries(levels.flatMap((level, i) => level.map((label) => [label, i + 1])));

/** Ranks with gaps are an order all the same. @param {Record<string, number>} ranks @returns {string[][]} */
export function levelsOf(ranks) {
  /** @type {Map<number, string[]>} */
  const found = new Map();
  for (const label of Object.keys(ranks).sort((a, b) => a.localeCompare(b, "en", { numeric: true }))) {
    const rank = ranks[label];
    if (rank) found.set(rank, [...(found.get(rank) ?? []), label]);
  }
  return [...found].sort(([a], [b]) => a - b).map(([, labels]) => labels);
}
