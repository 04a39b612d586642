/**
 * The hall: the big screen. One thing at a time, legible from the last row; it follows the chair and has no controls.
 *
 * @import {Room} from "../room-types.js"
 * @import {Paragraph} from "../types.js"
 */

import { html, nothing, svg } from "lit-html";
import { minutes, spoken } from "../clock.js";
import { day, hour, number, t } from "../i18n.js";
import { asksFor, queue, speech } from "../select/floor.js";
import { paragraphShown, scene } from "../select/hall.js";
import { asks, board, carried, decisions, openQuestions, outcomeName, turnout } from "../select/questions.js";
import { group } from "../select/seats.js";
import { agenda, current, item, quorums, stateName } from "../select/sittings.js";
import { place } from "../select/text.js";
import { changes } from "./amendment.js";
import { speakingTime } from "./balance.js";
import { halfCircle, tallyTable } from "./board.js";
import { chip, seatMark, sideMark, speakerMark, withBrackets } from "./kit.js";
import { onBehalf } from "./queue.js";

const NEXT_SHOWN = 3;
const SEATS_SHOWN = 7;

/** @param {Room} room */
export function hall(room) {
  const { store, clock } = room;
  const shown = scene(store, clock.now());
  const sitting = current(store);
  return html`<div class="hall ${shown}">
    <header><p class="title">${group(store)?.title}</p><p class="now">${item(store)?.title ?? (sitting ? stateName(sitting) : "")}</p>
      <p class="num">${hour(new Date(clock.now()).toISOString())}</p></header>
    <div class="scene">${draw[shown](room)}</div>
    ${room.line.state === "live" ? nothing : html`<p class="line" role="status">${t("The line is down. This screen goes on by itself as soon as it is back.")}</p>`}
    <div class="sr" aria-live="polite">${room.ui.spoken}</div>
  </div>`;
}

/** @type {Record<import("../select/hall.js").Scene, (room: Room) => unknown>} */
const draw = {
  shut: () => html`<p class="big">${t("This part of the session is closed to observers.")}</p>`,
  floor,
  text,
  decision,
  balance: (room) => html`<h1 class="sr">${t("Speaking time")}</h1>${speakingTime(room, SEATS_SHOWN)}`,
  agenda: still,
};

/** Who speaks, and the clock. @param {Room} room */
function floor(room) {
  const { store, clock } = room;
  const here = speech(store);
  if (!here) return html`<p class="big">${t("Nobody has the floor")}</p>${next(room)}`;
  const used = spoken(here, clock.now());
  const left = here.limit - used;
  const over = left < 0;
  const share = here.limit ? Math.min(1, used / here.limit) : 1;
  return html`<div class="speaking ${over ? "over" : ""}">
    <p class="who">${speakerMark(room, here)}</p>
    <p class="what">${here.kind === "statement" && !here.on_behalf?.length ? nothing : asksFor(here)} ${here.on_behalf?.length ? onBehalf(room, here.on_behalf) : nothing}</p>
    <p class="clock num" role="timer">${over ? `+${minutes(Math.floor(-left))}` : minutes(left)}</p>
    <p class="state">${over ? t("Time is over.") : here.running_since ? t("of %(limit)s", { limit: minutes(here.limit) }) : t("paused")}</p>
    <svg class="track ${here.side ?? ""}" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="ground" width="100" height="2"/><rect class="filled" width=${(share * 100).toFixed(1)} height="2"/>`}</svg>
  </div>${next(room)}`;
}

/** Who comes next. @param {Room} room */
function next(room) {
  const waiting = queue(room.store);
  if (!waiting.length) return nothing;
  return html`<p class="next-up"><span class="caption">${t("Next")}</span> ${waiting.slice(0, NEXT_SHOWN).map(({ request }) => html`<span>${speakerMark(room, request)}${request.kind === "statement" ? nothing : html` <small>${asksFor(request)}</small>`}</span>`)}${waiting.length > NEXT_SHOWN ? html`<span class="caption num">+${number(waiting.length - NEXT_SHOWN)}</span>` : nothing}</p>`;
}

/** The paragraph under discussion, with what an amendment changes. @param {Room} room */
function text(room) {
  const { store } = room;
  const paragraph = /** @type {Paragraph} */ (paragraphShown(store));
  const statement = store.get("statement", paragraph.statement);
  const amendment = store
    .where("amendment", "paragraph", paragraph.id)
    .filter((one) => one.kind !== "insert" && (one.state === "tabled" || one.state === "redraft"))
    .sort((a, b) => a.id - b.id)[0];
  const long = Math.max(paragraph.text.length, amendment?.text.length ?? 0);
  const body = amendment ? changes(amendment) : withBrackets(paragraph.text);
  return html`<h1>${place(store, paragraph)} ${paragraph.state === "agreed" ? chip(t("agreed"), "good") : nothing}</h1>
    <p class="paragraph ${size(long)}" dir="auto" lang=${statement?.language ?? nothing}>${body}</p>
    ${amendment ? html`<p class="caption by">${t("Amendment %(label)s", { label: amendment.label })} · ${seatMark(room, amendment.seat)}</p>` : nothing}`;
}

/** The size of a text, so that all of it is on the screen. @param {number} characters */
const size = (characters) => (characters > 750 ? "longest" : characters > 400 ? "long" : characters > 180 ? "middling" : "");

/** What is put to the group, or what was just decided. @param {Room} room */
function decision(room) {
  const { store } = room;
  const question = openQuestions(store)[0] ?? decisions(store)[0];
  if (!question) return html`<p class="big">${t("No question is before the group.")}</p>`;
  const seats = board(store, question);
  const open = question.state === "open";
  const { cast, of } = turnout(store, question);
  const tone = carried(question) ? "good" : "bad";
  return html`<div class="board"><div>
      ${open ? html`<p class="kind">${chip(question.kind === "vote" ? t("Vote open") : t("Call for consensus"), "now")}</p>` : nothing}
      <h1>${asks(store, question)}</h1>
      ${open ? html`<p class="turnout num">${question.kind === "vote" ? t("%(cast)s of %(of)s have voted", { cast, of }) : t("%(cast)s of %(of)s have taken a position", { cast, of })}</p>` : html`<p class="outcome ${tone}">${outcomeName(question)}</p>`}
      ${question.state === "void" || !seats.length ? nothing : tallyTable(question, seats)}</div>
    ${question.state === "void" || !seats.length ? nothing : halfCircle(seats, t("How each seat stood; the table says the same."))}</div>`;
}

/** Nothing runs: what the session is about, and who is here. @param {Room} room */
function still(room) {
  const { store } = room;
  const sitting = current(store);
  const items = agenda(store, sitting);
  return html`<h1>${sitting ? t("Session %(number)s, %(title)s", { number: sitting.number, title: sitting.title }) : group(store)?.title}</h1>
    <p class="state">${sitting ? (sitting.state === "scheduled" ? day(sitting.starts_at) : sitting.state === "suspended" ? t("The session is suspended.") : stateName(sitting)) : t("No session is planned.")}</p>
    ${items.length ? html`<ol class="items">${items.map((one) => html`<li aria-current=${one.id === sitting?.item ? "true" : nothing}><bdi>${one.title}</bdi>${one.id === sitting?.item ? html` ${chip(t("now"), "now")}` : nothing}</li>`)}</ol>` : nothing}
    ${sitting && sitting.state !== "closed" ? html`<p class="here num">${quorums(store).map(({ side, present, of }) => html`${sideMark(side, ` ${number(present)}/${number(of)}`)} `)}</p>` : nothing}
    ${next(room)}`;
}
