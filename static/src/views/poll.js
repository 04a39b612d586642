/**
 * A straw poll: eight steps to choose from, and where the halves stand as a diverging bar plot with its table. It says
 * everywhere that nothing is decided by it.
 *
 * @import {Room} from "../room-types.js"
 * @import {Poll, Step} from "../types.js"
 */

import { html, nothing, svg } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { number, t } from "../i18n.js";
import { answeringSeat, diverging, myStep, openPoll, pastPolls, spread, STEPS } from "../select/polls.js";
import { seatName, sideName } from "../select/seats.js";
import { anyway, button, chip, notice, sideMark } from "./kit.js";

const BAR = 26;
const GAP = 22;

/** The straw poll that is open. @param {Room} room */
export function poll(room) {
  const open = openPoll(room.store);
  if (!open) return nothing;
  return html`<article class="poll" id="poll-${open.id}">
    <p class="kind">${chip(t("Straw poll"), "warn")} <span class="caption">${noDecision()}</span></p>
    <h3 class="ask">${open.title}</h3>
    ${open.text ? html`<p class="matter" dir="auto">${open.text}</p>` : nothing}
    ${room.gallery ? nothing : steps(room, open)}
    ${plot(room, open)}
    ${room.gallery ? nothing : html`<p class="controls">${button(room, { command: "poll.close", data: { poll: open.id }, label: t("Close the straw poll"), place: `poll ${open.id}` })}</p>`}
    ${notice(room, `poll ${open.id}`)}
  </article>`;
}

/** Earlier straw polls, folded. @param {Room} room */
export function earlierPolls(room) {
  const past = pastPolls(room.store);
  if (past.length === 0) return nothing;
  return html`<h3 class="label">${t("Straw polls")} <span class="caption">${noDecision()}</span></h3>
    ${repeat(past, (one) => one.id, (one) => html`<details class="poll past" id="poll-${one.id}"><summary>${one.title}</summary>${plot(room, one)}</details>`)}`;
}

const noDecision = () => t("Not a decision: it binds nobody.");

/** The choice of the reader's seat. @param {Room} room @param {Poll} open */
function steps(room, open) {
  const seat = answeringSeat(room.store);
  if (!seat) return nothing;
  const mine = myStep(room.store, open);
  const name = seatName(room.store, seat.id);
  return html`<div class="steps" role="group" aria-label=${t("Where %(seat)s stands", { seat: name })}>${STEPS.map((step) =>
      anyway(room, { command: "poll.answer", data: { poll: open.id, step }, label: stepName(step), look: `step ${step}`, pressed: mine === step, place: `poll ${open.id}` }),
    )}</div>
    <p class="caption" role="status">${mine ? t("%(seat)s: %(step)s. You can change it until the poll is closed.", { seat: name, step: stepName(mine) }) : t("You answer for %(seat)s. Everyone sees it at once.", { seat: name })}</p>`;
}

/** Agreement to the left of the middle, disagreement to the right; the table says the same. @param {Room} room @param {Poll} one */
function plot(room, one) {
  const counts = spread(room.store, one);
  const rows = diverging(counts);
  if (rows.every(({ bars }) => bars.every(({ count }) => count === 0))) return html`<p class="caption">${t("Nobody has answered yet.")}</p>`;
  const height = rows.length * (BAR + GAP);
  return html`<figure class="spread"><svg viewBox="0 0 320 ${height}" role="img" aria-label=${t("Where the halves stand; the table below says the same.")}>
      ${rows.map(({ side, bars }, i) => svg`<text class="name" x="160" y=${i * (BAR + GAP) + 14} text-anchor="middle">${sideName(side)}</text>
        <line class="middle" x1="160" y1=${i * (BAR + GAP) + GAP - 5} x2="160" y2=${(i + 1) * (BAR + GAP)}/>
        ${bars.filter(({ count }) => count > 0).map(({ step, count, x, width }) => svg`<g class="bar ${step}"><rect x=${x * 3.2} y=${i * (BAR + GAP) + GAP - 3} width=${width * 3.2} height=${BAR}/>
          <text x=${(x + width / 2) * 3.2} y=${i * (BAR + GAP) + GAP + 14} text-anchor="middle">${number(count)}</text><title>${`${sideName(side)}: ${stepName(step)}, ${count}`}</title></g>`)}`)}</svg></figure>
    <div class="scroll"><table class="num spread-table"><thead><tr><td></td><th scope="col">${sideMark("governments")}</th><th scope="col">${sideMark("others")}</th></tr></thead>
      <tbody>${STEPS.map((step) => html`<tr class=${step}><th scope="row"><span class="swatch" aria-hidden="true"></span> ${stepName(step)}</th><td>${number(counts.governments[step])}</td><td>${number(counts.others[step])}</td></tr>`)}</tbody></table></div>`;
}

/** A step in words. @param {Step} step */
export function stepName(step) {
  switch (step) {
    case "endorse":
      return t("Endorse");
    case "minor_concern":
      return t("Endorse, with a minor concern");
    case "reservations":
      return t("Agree, with reservations");
    case "abstain":
      return t("Abstain");
    case "stand_aside":
      return t("Stand aside");
    case "go_along":
      return t("Disagree, but will go along");
    case "want_out":
      return t("Disagree, and want out");
    default:
      return t("Cannot go forward");
  }
}
