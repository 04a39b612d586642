/**
 * The call "without objection": the amendments to be adopted together, the objections, and the chair's close.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { hour, say, t } from "../i18n.js";
import { factOf } from "../names.js";
import { asks, myElector, together } from "../select/questions.js";
import { does, whereTo } from "../select/text.js";
import { changes } from "./amendment.js";
import { button, chip, notice, seatMark } from "./kit.js";

/** @param {Room} room @param {Question} question @param {unknown} undo  how the chair voids it */
export function batch(room, question, undo) {
  const all = together(room.store, question);
  const left = all.filter((each) => !each.objection);
  return html`<article class="question" id="question-${question.id}">
    <p class="kind">${chip(t("Without objection"), "now")} <span class="caption num">${t("since %(hour)s", { hour: hour(question.opened_at) })}</span></p>
    <h3 class="ask">${asks(room.store, question)}</h3>
    ${room.gallery ? nothing : html`<p class="caption">${t("Who says nothing does not object. An amendment to which a seat objects is taken out and put by itself.")}</p>`}
    ${listed(room, question)}
    <div class="rule"><h4>${t("The rule")}</h4><ul>${question.in_words.map((line) => html`<li>${say(line, factOf(room.store))}</li>`)}</ul></div>
    ${room.gallery ? nothing : html`<div class="controls" role="group" aria-label=${t("Conduct of the decision")}>${button(room, {
      command: "batch.close",
      data: { question: question.id },
      label: t("Close the call"),
      key: "⇧V",
      place: `question ${question.id}`,
      confirm: { title: t("Close the call?"), text: left.length ? t("These are adopted together: %(labels)s.", { labels: left.map((each) => each.amendment.label).join(", ") }) : t("To each of them a seat objects: none is adopted."), yes: t("Close the call") },
    })} ${undo}</div>`}
    ${notice(room, `question ${question.id}`)}
  </article>`;
}

/** Each amendment with what it changes, and the objection that took it out. @param {Room} room @param {Question} question */
export function listed(room, question) {
  const { store } = room;
  const elector = question.state === "open" && !room.gallery ? myElector(store, question) : undefined;
  return html`<ul class="batch">${together(store, question).map(({ amendment: one, objection }) => html`<li class=${objection ? "out" : ""}>
    <p><b>${does(store, one)}</b> ${one.sponsors.map((seat) => seatMark(room, seat))} ${objection ? chip(t("taken out"), "bad") : nothing}</p>
    ${one.kind === "move" ? html`<p class="where">${t("This paragraph goes %(where)s.", { where: whereTo(store, one) })}</p>` : html`<p class="proposed" dir="auto">${changes(one)}</p>`}
    ${objection ? html`<p class="reason" dir="auto">${seatMark(room, objection.seat)} ${objection.reason}</p>` : nothing}
    ${elector && !objection ? button(room, {
      command: "batch.object",
      data: { question: question.id, amendment: one.id },
      label: t("Object"),
      hint: t("Object to %(label)s", { label: one.label }),
      look: "quiet small",
      place: `question ${question.id}`,
      confirm: { title: t("Object to %(label)s?", { label: one.label }), text: t("It is taken out of the call and put by itself later."), yes: t("Object"), reason: "required", hint: t("Reason (public: it stands in the record)") },
    }) : nothing}</li>`)}</ul>`;
}
