/**
 * What is before the group for a decision; the half circle of its seats; what was decided before.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { hour, say, t } from "../i18n.js";
import { factOf } from "../names.js";
import { asks, board, carried, decisions, openQuestions, outcomeName, shortly, textOf, turnout } from "../select/questions.js";
import { changes } from "./amendment.js";
import { ballot } from "./ballot.js";
import { halfCircle, pictured, presentBoard, rollCall, tallyTable } from "./board.js";
import { handsDesk, rollCallDesk } from "./clerk.js";
import { batch } from "./batch.js";
import { consensus, said } from "./consensus.js";
import { button, chip, notice, withBrackets } from "./kit.js";
import { earlierPolls, poll } from "./poll.js";
import { order } from "./order.js";
import { priorities, priority } from "./priority.js";
import { remarks } from "./remarks.js";
import { figures, result } from "./result.js";
import { pastSilences, runningSilences, silenceButton } from "./silence.js";

/** @param {Room} room */
export function decision(room) {
  const open = openQuestions(room.store);
  const past = decisions(room.store);
  return html`<section class="decision" aria-labelledby="decision-title">
    <h2 id="decision-title" tabindex="-1" data-column="decision">${t("Decision")}${open[0] ? html`<span class="num"> · ${t("question %(number)s", { number: open[0].number })}</span>` : nothing}</h2>
    ${poll(room)}
    ${priority(room)}
    ${open.length ? nothing : runningSilences(room)}
    ${open.length ? repeat(open, (one) => one.id, (one) => openQuestion(room, one)) : between(room, past[0])}
    ${open.length ? runningSilences(room) : nothing}
    ${notice(room, "decision")}
    ${priorities(room)}
    ${earlier(room, open.length ? past : past.slice(past[0] && isFresh(room, past[0]) ? 1 : 0))}
    ${pastSilences(room)}
    ${earlierPolls(room)}
  </section>`;
}

/** A question under decision. @param {Room} room @param {Question} question */
function openQuestion(room, question) {
  if (question.kind === "batch") return batch(room, question, voidButton(room, question));
  const seats = board(room.store, question);
  const vote = question.kind === "vote";
  return html`<article class="question" id="question-${question.id}">
    <p class="kind">${chip(vote ? opened(question) : t("Call for consensus"), "now")} <span class="caption num">${t("since %(hour)s", { hour: hour(question.opened_at) })}</span></p>
    <h3 class="ask">${asks(room.store, question)}</h3>
    ${matter(room, question)}
    ${cautions(room, question)}
    ${vote ? (room.gallery ? nothing : ballot(room, question)) : room.gallery ? said(room, question) : consensus(room, question)}
    ${question.method === "roll_call" ? rollCallDesk(room, question) : question.method === "hands" ? handsDesk(room, question) : nothing}
    ${cast(room, question)}
    ${halfCircle(seats, pictured(question))}
    ${tallyTable(question, seats)}
    <div class="rule"><h4>${t("The rule")}</h4><ul>${question.in_words.map((line) => html`<li>${say(line, factOf(room.store))}</li>`)}</ul></div>
    ${rollCall(question, seats)}
    ${room.gallery ? nothing : conduct(room, question)}
    ${remarks(room, question)}
    ${notice(room, `question ${question.id}`)}
  </article>`;
}

/** How a vote is taken. @param {Question} question */
function opened(question) {
  switch (question.method) {
    case "roll_call":
      return t("Roll call");
    case "hands":
      return t("Show of hands");
    case "secret":
      return t("Secret vote open");
    default:
      return t("Vote open");
  }
}

/** What to know before one answers. @param {Room} room @param {Question} question */
const cautions = (room, question) =>
  question.cautions.length ? html`<div class="cautions" role="note">${question.cautions.map((line) => html`<p>${say(line, factOf(room.store))}</p>`)}</div>` : nothing;

/** What is decided on: the text as it was frozen, with what it changes. @param {Room} room @param {Question} question */
function matter(room, question) {
  const { text } = question;
  const about = textOf(room.store, question);
  if (!about) return text && text !== question.title ? html`<p class="matter" dir="auto">${text}</p>` : nothing;
  if (about.type === "amendment") {
    const amendment = room.store.get("amendment", about.id);
    if (amendment) return html`<p class="matter" dir="auto">${changes(amendment)}</p>`;
  }
  if (text === question.title) return nothing;
  if (about.type === "statement") return html`<details class="whole"><summary>${t("The text put to the decision")}</summary><p class="matter long" dir="auto">${text}</p></details>`;
  if (about.type === "division") return html`<p class="matter" dir="auto">${inItsText(room, about.id, text)}</p>`;
  return html`<p class="matter" dir="auto">${withBrackets(text)}</p>`;
}

/** A part of a text, marked where it stands among the others. @param {Room} room @param {number} id @param {string} text */
function inItsText(room, id, text) {
  const pieces = room.store.get("division", id)?.pieces ?? [];
  const put = pieces.findIndex((piece) => piece.text.trim() === text);
  return pieces.map((piece, at) => (at === put ? html`<mark>${piece.text}</mark>` : piece.text));
}

/** How many have voted or spoken up. @param {Room} room @param {Question} question */
function cast(room, question) {
  const { cast: n, of } = turnout(room.store, question);
  const text = question.method === "hands" ? t("%(cast)s of %(of)s hands counted", { cast: n, of }) : question.kind === "vote" ? t("%(cast)s of %(of)s have voted", { cast: n, of }) : t("%(cast)s of %(of)s have taken a position", { cast: n, of });
  return html`<div class="turnout"><progress max=${of || 1} value=${n} aria-label=${question.kind === "vote" ? t("Turnout") : t("Positions taken")}></progress><span class="caption num">${text}</span></div>`;
}

/** The chair's part: to close, or, for what was opened by mistake, to void. @param {Room} room @param {Question} question */
function conduct(room, question) {
  const place = `question ${question.id}`;
  const { cast: n, of } = turnout(room.store, question);
  const data = { question: question.id };
  const all = question.method === "hands" ? question.hands?.length === 2 : n >= of;
  const close =
    question.kind === "vote"
      ? button(room, {
          command: "vote.close",
          data,
          label: t("Close the vote"),
          key: "⇧V",
          look: all ? "primary" : "",
          place,
          confirm: {
            title: t("Close the vote?"),
            text: question.method === "hands" ? t("The hands you entered are counted by the rule, and the result is announced at once.") : all ? t("Everyone present has voted. The result is counted and announced at once.") : t("%(cast)s of %(of)s have voted. The result is counted and announced at once; nobody can vote afterwards.", { cast: n, of }),
            yes: t("Close the vote"),
          },
        })
      : question.definition === "no_sustained_opposition"
        ? declare(room, question, place)
        : button(room, {
            command: "call.close",
            data,
            label: t("Close the call"),
            key: "⇧V",
            place,
            confirm: { title: t("Close the call for consensus?"), text: t("There is consensus if no seat objects. A present seat that has said nothing does not object."), yes: t("Close the call") },
          });
  const undo = voidButton(room, question);
  if (close === nothing && undo === nothing) return nothing;
  return html`<div class="controls" role="group" aria-label=${t("Conduct of the decision")}>${close} ${undo}</div>`;
}

/** For what was opened by mistake. @param {Room} room @param {Question} question */
const voidButton = (room, question) =>
  button(room, {
    command: "question.void",
    data: { question: question.id },
    label: t("Void"),
    hint: t("Void this question"),
    look: "quiet",
    place: `question ${question.id}`,
    confirm: {
      title: t("Void this question?"),
      text: t("For a vote or call opened by mistake. It ends without a result; what was cast is not shown."),
      yes: t("Void the question"),
      grave: true,
      reason: "required",
      hint: t("Reason (public: it stands in the record)"),
    },
  });

/** Where consensus means no sustained opposition, the chair declares, and says why. @param {Room} room @param {Question} question @param {string} place */
function declare(room, question, place) {
  /** @param {"consensus" | "no_consensus"} outcome @param {string} label @param {string} text */
  const one = (outcome, label, text) =>
    button(room, {
      command: "call.close",
      data: { question: question.id, outcome },
      label,
      place,
      confirm: { title: `${label}?`, text, yes: label, reason: "required", hint: t("Why (public: it stands in the record)") },
    });
  return html`${one("consensus", t("Declare consensus"), t("You find no sustained opposition to substantial issues by any important part of the interests. Every objection stays on record."))}
    ${one("no_consensus", t("Declare no consensus"), t("You find sustained opposition. The question can then be put to a vote."))}`;
}

/** Between two decisions: the last result while it is fresh, or the seats with who is present. @param {Room} room @param {Question | undefined} last */
function between(room, last) {
  return html`${last && isFresh(room, last) ? html`<div class="fresh">${result(room, last)}</div>` : html`<p class="caption quiet-line">${t("No question is before the group.")}</p>${presentBoard(room)}`}
    ${order(room)}
    ${silenceControl(room)}
    ${room.gallery || room.whyNot("vote.open") ? nothing : html`<p class="controls"><button type="button" class="btn" @click=${() => room.ask({ kind: "question" })}>${t("Put a question")}</button></p>`}`;
}

/** Between sessions a question in words can be put under silence. @param {Room} room */
function silenceControl(room) {
  const control = silenceButton(room, { about: null, label: t("Put a question under silence") });
  return control === nothing ? nothing : html`<p class="controls">${control}</p>`;
}

/** A result stays in front for a quarter of an hour. @param {Room} room @param {Question} question */
const isFresh = (room, question) =>
  Boolean(question.closed_at && room.clock.now() - Date.parse(question.closed_at) < 15 * 60 * 1000);

/** @param {Room} room @param {Question[]} past */
function earlier(room, past) {
  if (past.length === 0) return nothing;
  return html`<h3 class="label">${t("Earlier decisions")}</h3>
    <ul class="past">${repeat(past, (one) => one.id, (one) => {
      const shown = room.ui.decision === one.id;
      return html`<li><button type="button" class="row" aria-expanded=${shown ? "true" : "false"} @click=${() => {
          room.ui.decision = shown ? null : one.id;
          room.show();
        }}><span>${shortly(room.store, one)} <span class="caption">${one.kind === "vote" ? t("vote") : one.kind === "batch" ? t("without objection") : t("consensus call")}</span></span>
          <span class=${carried(one) ? "ok" : one.state === "void" || one.outcome === "no_quorum" ? "caption" : "no"}>${outcomeName(one)} ${figures(one)}</span></button>
        ${shown ? result(room, one) : nothing}</li>`;
    })}</ul>`;
}
