/**
 * What was decided: the outcome, why in words, and the exact figures for whoever wants to count again.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question, ResultLine} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { day, number, say, t } from "../i18n.js";
import { choiceName, factOf } from "../names.js";
import { asks, board, carried, outcomeName } from "../select/questions.js";
import { sideName } from "../select/seats.js";
import { halfCircle, rollCall, tallyTable } from "./board.js";
import { fallback, said } from "./consensus.js";
import { chip } from "./kit.js";

/** @param {Room} room @param {Question} question */
export function result(room, question) {
  const seats = board(room.store, question);
  const tone = question.state === "void" ? "" : carried(question) ? "good" : "bad";
  const [first, ...rest] = question.explanation.map((line) => say(line, factOf(room.store)));
  return html`<article class="result" id="question-${question.id}">
    <p class="kind">${chip(outcomeName(question), tone)} <span class="caption num">${t("question %(number)s", { number: question.number })}${question.closed_at ? html` · ${day(question.closed_at)}` : nothing}</span></p>
    <h3 class="ask">${asks(room.store, question)}</h3>
    ${question.state === "void" ? html`<p class="reason">${question.reason}</p>` : nothing}
    ${first ? html`<p class="why">${first}</p>` : nothing}
    ${fallback(room, question)}
    ${question.state === "void" || seats.length === 0 ? nothing : html`${halfCircle(seats, t("How each seat stood; the table below says the same."))} ${tallyTable(question, seats)}`}
    ${question.kind === "call" && question.state !== "void" ? said(room, question) : nothing}
    ${rest.length || question.result?.tests ? html`<details class="exact"><summary>${t("Why, with the exact figures")}</summary>
      <ul>${rest.map((line) => html`<li>${line}</li>`)}</ul>
      ${question.result?.tests ? lines([...(question.result.quorum ?? []), ...question.result.tests]) : nothing}
      ${question.text_hash ? html`<p class="caption hash">${t("Hash of the text: %(hash)s", { hash: question.text_hash })}</p>` : nothing}</details>` : nothing}
    ${question.state === "void" ? nothing : rollCall(question, seats)}
    <p class="caption ways"><a href="/g/${room.slug}/report#question-${question.number}" target="_top">${t("In the report")}</a>${
      question.kind === "vote" && question.state === "closed" ? html` · <a href="/g/${room.slug}/questions/${question.number}.json" target="_top">${t("The vote as a file, to be counted again")}</a>` : nothing
    }</p>
  </article>`;
}

/** The lines of the rule, each with its share as a fraction. @param {ResultLine[]} all */
const lines = (all) => html`<div class="scroll"><table class="num lines"><thead><tr><th scope="col">${t("Counted")}</th><th scope="col">${t("Share")}</th><th scope="col">${t("Needed")}</th><th scope="col"><span class="sr">${t("Met")}</span></th></tr></thead>
  <tbody>${all.map((line) => html`<tr><th scope="row">${line.choice ? choiceName(line.choice) : t("Quorum")}, ${scope(line.scope)}</th>
    <td>${line.share === "1" ? "1/1" : (line.share ?? t("of nothing"))} <small>${t("%(counted)s of %(base)s", { counted: line.counted, base: line.base ?? "" })}</small></td><td>${required(line.required)}</td>
    <td class=${line.holds ? "ok" : "no"}>${line.holds ? html`<span aria-hidden="true">✓</span><span class="sr">${t("met")}</span>` : html`<span aria-hidden="true">✗</span><span class="sr">${t("not met")}</span>`}</td></tr>`)}</tbody></table></div>`;

/** @param {string} name */
function scope(name) {
  if (name === "all") return t("all seats");
  const [kind, which = ""] = name.split(":");
  return kind === "side" ? sideName(which) : which;
}

/** "more than 1/2", in the reader's language. @param {string} text */
function required(text) {
  const [, comparison, share = ""] = /^(more than|at least|at most|less than) (.+)$/.exec(text) ?? [];
  const facts = { share };
  switch (comparison) {
    case "more than":
      return t("more than %(share)s", facts);
    case "at least":
      return t("at least %(share)s", facts);
    case "at most":
      return t("at most %(share)s", facts);
    case "less than":
      return t("less than %(share)s", facts);
    default:
      return text;
  }
}

/** The figures of a vote, shortly: for and against, in heads. @param {Question} question */
export function figures(question) {
  const heads = question.result?.tally?.all?.heads;
  return heads && question.state === "closed" ? html`<span class="num">${number(heads.for ?? 0)}–${number(heads.against ?? 0)}</span>` : nothing;
}
