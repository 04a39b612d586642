/**
 * The clerk's desk: the roll, entered at one key a seat, and the hands counted in the room.
 *
 * @import {Room} from "../room-types.js"
 * @import {Choice, Elector, Question, Side} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { inTurn } from "../in_turn.js";
import { choiceName, markSign } from "../names.js";
import { ballots, calledNow, electorName, electors, roll } from "../select/questions.js";
import { SIDES } from "../select/seats.js";
import { fields, keycap, ofSide, sideMark } from "./kit.js";

/** @type {Record<string, Choice>} */
const KEYS = { f: "for", 1: "for", a: "against", 2: "against", x: "abstain", 3: "abstain" };
/** @type {[Choice, string][]} */
const CHOICES = [["for", "F"], ["against", "A"], ["abstain", "X"]];

/** What was entered goes to the server in the order in which it was entered. */
const entered = inTurn();

/** The roll, for whoever enters what is said. @param {Room} room @param {Question} question */
export function rollCallDesk(room, question) {
  if (room.gallery || room.whyNot("vote.enter")) return nothing;
  const all = roll(room.store, question);
  if (all.length === 0) return html`<p class="caption">${t("No seat was checked in when the roll was opened, so none is called.")}</p>`;
  const at = calling(room, question, all);
  const place = all.indexOf(at);
  const answered = ballots(room.store, question);
  /** @param {Choice | null} choice */
  const enter = (choice) => enterAnswer(room, question, all, choice);
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = KEYS[event.key.toLowerCase()];
    if (choice) enter(choice);
    else if (event.key === "ArrowUp" || event.key === "ArrowLeft") call(room, all, all.indexOf(calling(room, question, all)) - 1);
    else if (event.key === "ArrowDown" || event.key === "ArrowRight") call(room, all, all.indexOf(calling(room, question, all)) + 1);
    else if (event.key === "Backspace" || event.key === "Delete") enter(null);
    else return;
    event.preventDefault();
  };
  const said = answered.get(at.seat)?.choice;
  return html`<section class="clerk" tabindex="0" aria-labelledby="clerk-${question.id}" aria-describedby="clerk-keys-${question.id}" @keydown=${key}>
    <h4 id="clerk-${question.id}">${t("The roll")} <span class="caption num">${t("%(n)s of %(of)s", { n: place + 1, of: all.length })}</span></h4>
    <p class="calling" role="status">${ofSide(at.side, electorName(room.store, at))} ${said ? html`<span class="said-${said}">${choiceName(said)}</span>` : nothing}</p>
    <div class="ballot">${CHOICES.map(([choice, letter]) => html`<button type="button" class="btn vote ${choice}" aria-pressed=${String(said === choice)} @click=${() => enter(choice)}><span class="sign" aria-hidden="true">${markSign(choice)}</span> ${choiceName(choice)}${keycap(room, letter)}</button>`)}</div>
    <p class="caption for-keys" id="clerk-keys-${question.id}">${t("Here, F, A and X or 1, 2 and 3 enter an answer and go on to the next seat; the arrows go back and forth; Backspace takes an answer back.")}</p>
    <ol class="roll-order">${all.map((one) => {
      const choice = answered.get(one.seat)?.choice;
      return html`<li><button type="button" class="row" tabindex="-1" aria-current=${one === at ? "true" : nothing} @click=${() => call(room, all, all.indexOf(one))}>${ofSide(one.side, electorName(room.store, one))}
        <span class=${choice ? `said-${choice}` : "caption"}>${choice ? html`<span aria-hidden="true">${markSign(choice)}</span> ${choiceName(choice)}` : t("Not yet")}</span></button></li>`;
    })}</ol></section>`;
}

/**
 * The seat that is being called. It is asked for at every key, not kept from what is shown: two keys may come before
 * the page is drawn again.
 * @param {Room} room @param {Question} question @param {Elector[]} all  the roll, which is not empty
 */
function calling(room, question, all) {
  return /** @type {Elector} */ (all.find((one) => one.seat === room.ui.called) ?? calledNow(room.store, question) ?? all.at(-1));
}

/** Call the seat at this place of the roll. @param {Room} room @param {Elector[]} all @param {number} to */
function call(room, all, to) {
  room.ui.called = all[Math.max(0, Math.min(all.length - 1, to))]?.seat ?? null;
  room.show();
}

/** Enter what the seat that is called has said and go on to the next, or take it back. @param {Room} room @param {Question} question @param {Elector[]} all @param {Choice | null} choice */
function enterAnswer(room, question, all, choice) {
  const { seat } = calling(room, question, all);
  const place = all.findIndex((one) => one.seat === seat);
  if (choice === null && !ballots(room.store, question).has(seat)) return;
  entered(async () => {
    const answer = await room.give("vote.enter", { question: question.id, seat, choice }, { place: `question ${question.id}` });
    if (!answer.ok) room.ui.called = seat;
  });
  call(room, all, choice === null ? place : place + 1);
}

/** The hands that were counted, for whoever counts them. @param {Room} room @param {Question} question */
export function handsDesk(room, question) {
  if (room.gallery || room.whyNot("vote.count_hands")) return nothing;
  return html`<section class="hands" aria-label=${t("Hands counted")}>${SIDES.map((side) => hands(room, question, side))}</section>`;
}

/** @param {Room} room @param {Question} question @param {Side} side */
function hands(room, question, side) {
  const counted = question.hands?.find((one) => one.side === side);
  const here = electors(room.store, question).filter((one) => one.side === side && one.present).length;
  return html`<form class="count" @submit=${(/** @type {Event} */ event) => {
    const given = fields(event);
    const data = { question: question.id, side, for: Number(given.for), against: Number(given.against), abstain: Number(given.abstain) };
    void room.give("vote.count_hands", data, { place: `question ${question.id}`, thanks: t("Entered.") });
  }}><fieldset><legend>${sideMark(side)} <span class="caption num">${t("%(n)s present", { n: here })}</span></legend>
    ${CHOICES.map(([choice]) => html`<label class="label">${choiceName(choice)}<input class="num" name=${choice} type="number" inputmode="numeric" min="0" max=${here} required autocomplete="off" value=${counted ? String(counted[choice]) : ""}></label>`)}
    <button class="btn ${counted ? "" : "primary"}" data-command="vote.count_hands">${counted ? t("Correct the count") : t("Enter the count")}</button></fieldset></form>`;
}
