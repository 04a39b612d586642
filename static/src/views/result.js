/**
 * What was decided: the outcome, why in words, and the exact figures for whoever wants to count again.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { day, number, percent, say, t } from "../i18n.js";
import { choiceName, factOf, markName } from "../names.js";
import { asks, ballots, board, carried, electors, isNamed, outcomeName } from "../select/questions.js";
import { sideName } from "../select/seats.js";
import { halfCircle, pictured, rollCall, tallyTable, whoVoted } from "./board.js";
import { listed } from "./batch.js";
import { fallback, said } from "./consensus.js";
import { chip, ofSide } from "./kit.js";
import { reconsideration } from "./reconsideration.js";
import { remarks } from "./remarks.js";
import { secondVote } from "./second_vote.js";

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
    ${secondVote(room, question)}
    ${reconsideration(room, question)}
    ${fallback(room, question)}
    ${question.kind === "batch" ? listed(room, question) : nothing}
    ${question.state === "void" || question.kind === "batch" || seats.length === 0 ? nothing : html`${halfCircle(seats, isNamed(question) ? t("How each seat stood; the table below says the same.") : pictured(question))} ${tallyTable(question, seats)}`}
    ${question.kind === "call" && question.state !== "void" ? said(room, question) : nothing}
    ${rest.length || question.result?.tests ? html`<details class="exact"><summary>${t("Why, with the exact figures")}</summary>
      <ul>${rest.map((line) => html`<li>${line}</li>`)}</ul>
      ${question.result?.tests ? lines(room, question) : nothing}
      ${question.text_hash ? html`<p class="caption hash">${t("Hash of the text: %(hash)s", { hash: question.text_hash })}</p>` : nothing}</details>` : nothing}
    ${question.state === "void" || question.kind === "batch" ? nothing : html`${constituencies(room, question)} ${rollCall(question, seats)} ${whoVoted(room, question)}`}
    ${remarks(room, question)}
    ${question.kind === "vote" && question.state === "closed" ? recount(room, question) : nothing}
    <p class="caption ways"><a href="/g/${room.slug}/report#question-${question.number}" target="_top">${t("In the report")}</a></p>
  </article>`;
}

/** What anyone needs who counts again. @param {Room} room @param {Question} question */
function recount(room, question) {
  const file = `/g/${room.slug}/questions/${question.number}`;
  return html`<details class="exact"><summary>${t("Count it again")}</summary>
    <p class="ways"><a href="${file}.json" download>${t("Download what is counted")}</a> · <a href="${file}/result.csv" download>${t("The figures as a table (CSV)")}</a></p>
    <p>${t("The file holds the rule, every seat with its weight, and what was voted. With the program installed, anywhere, this counts it again:")}</p>
    <p><code>deliberate count question-${question.number}.json</code></p></details>`;
}

/** How the seats of each constituency voted; nothing where that is not known. @param {Room} room @param {Question} question */
function constituencies(room, question) {
  if (question.kind !== "vote" || question.state !== "closed") return nothing;
  if (!isNamed(question)) return html`<p class="caption">${t("Counted by half only: nothing says how a constituency voted.")}</p>`;
  const marks = ["for", "against", "abstain", "waiting", "absent"];
  const voted = ballots(room.store, question);
  const known = room.store.all("constituency").slice().sort((a, b) => a.position - b.position);
  const rows = known.map((one) => {
    const mine = electors(room.store, question).filter((each) => each.constituency === one.code && each.side === one.side);
    const stood = mine.map((each) => (each.present ? (voted.get(each.seat)?.choice ?? "waiting") : "absent"));
    return { one, counts: marks.map((mark) => stood.filter((each) => each === mark).length), seats: mine.length };
  });
  return html`<details class="roll"><summary>${t("By constituency")}</summary><div class="scroll"><table class="num"><thead><tr><td></td>${marks.map((mark) => html`<th scope="col">${mark === "waiting" ? t("Did not vote") : markName(mark)}</th>`)}</tr></thead>
    <tbody>${rows.filter(({ seats }) => seats > 0).map(({ one, counts }) => html`<tr><th scope="row">${ofSide(one.side, one.name)}</th>${counts.map((count) => html`<td>${number(count)}</td>`)}</tr>`)}</tbody></table></div></details>`;
}

/**
 * The lines of the rule, each with its share as a fraction and in percent, and of what it is a share. The sentences of
 * the explanation tell of the same lines in the same order.
 * @param {Room} room @param {Question} question
 */
function lines(room, question) {
  const all = [...(question.result?.quorum ?? []), ...(question.result?.tests ?? [])];
  const told = question.explanation.filter(({ facts }) => facts?.counted);
  const word = factOf(room.store);
  return html`<div class="scroll"><table class="num lines"><thead><tr><th scope="col">${t("Counted")}</th><th scope="col">${t("Share")}</th><th scope="col">${t("Needed")}</th><th scope="col"><span class="sr">${t("Met")}</span></th></tr></thead>
  <tbody>${all.map((line, i) => {
    const { percent: figures, base } = told[i]?.facts ?? {};
    return html`<tr><th scope="row">${line.choice ? choiceName(line.choice) : t("Quorum")}, ${scope(line.scope)}</th>
      <td>${line.base === null ? line.counted : html`${line.share === "1" ? "1/1" : (line.share ?? t("of nothing"))}${figures ? html` <b>${percent(String(figures))}</b>` : nothing} <small>${t("%(counted)s of %(base)s", { counted: line.counted, base: line.base ?? "" })}</small>`}
        ${base ? html`<small class="base">${t("a share of: %(base)s", { base: say({ say: String(base) }, word) })}</small>` : nothing}</td><td>${required(line.required)}</td>
      <td class=${line.holds ? "ok" : "no"}>${line.holds ? html`<span aria-hidden="true">✓</span><span class="sr">${t("met")}</span>` : html`<span aria-hidden="true">✗</span><span class="sr">${t("not met")}</span>`}</td></tr>`;
  })}</tbody></table></div>`;
}

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
