/**
 * The ballot: three choices, what each means, and the choice given, which can be changed until the close.
 *
 * @import {Room} from "../room-types.js"
 * @import {Choice, Elector, Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { choiceName, markSign } from "../names.js";
import { answerOf, electorName, myElectors, ownElector } from "../select/questions.js";
import { seatName } from "../select/seats.js";
import { anyway } from "./kit.js";

/** @type {Choice[]} */
const CHOICES = ["for", "against", "abstain"];

/** One ballot for each seat for which the reader acts. @param {Room} room @param {Question} question */
export function ballot(room, question) {
  const electors = myElectors(room.store, question);
  if (electors.length === 0) return reason(room, question);
  return html`${electors.map((elector) => one(room, question, elector, electors.length > 1))}
    <p class="caption">${question.about?.type === "statement"
      ? t("For: the statement is adopted as it stands. Against: it is not. Abstain: you take part, and count neither for nor against.")
      : question.about?.type === "amendment"
        ? t("For: the text changes as shown. Against: it stays as it is. Abstain: you take part, and count neither for nor against.")
        : t("For: it is agreed. Against: it is not. Abstain: you take part, and count neither for nor against.")}</p>`;
}

/** @param {Room} room @param {Question} question @param {Elector} elector @param {boolean} several */
function one(room, question, elector, several) {
  const given = answerOf(room.store, question, elector);
  const choice = given && "choice" in given ? given.choice : undefined;
  const seat = electorName(room.store, elector);
  const data = { question: question.id, ...(elector.proxy ? { seat: elector.seat } : {}) };
  const sending = CHOICES.some((each) => room.ui.busy.has(`vote.cast ${JSON.stringify({ ...data, choice: each })}`));
  return html`${several ? html`<h4 class="for-seat">${seat}</h4>` : nothing}
    <div class="ballot" role="group" aria-label=${t("Your vote for %(seat)s", { seat })}>${CHOICES.map((each) =>
      anyway(room, {
        command: "vote.cast",
        data: { ...data, choice: each },
        label: html`<span class="sign" aria-hidden="true">${markSign(each)}</span> ${choiceName(each)}`,
        hint: several ? t("%(choice)s, for %(seat)s", { choice: choiceName(each), seat }) : undefined,
        look: `vote ${each}`,
        pressed: choice === each,
        place: `question ${question.id}`,
      }),
    )}</div>
    <p class="caption given" role="status">${
      sending
        ? t("Sending your vote.")
        : choice
          ? t("%(seat)s votes: %(choice)s. You can change it until the chair closes the vote.", { seat, choice: choiceName(choice) })
          : t("You vote for %(seat)s. You can change your vote until the chair closes it.", { seat })
    }</p>`;
}

/** Why there is no ballot here for a member who might look for one. @param {Room} room @param {Question} question */
function reason(room, question) {
  const { me } = room.store;
  const own = ownElector(room.store, question);
  if (own?.proxy) return html`<p class="caption">${t("%(to)s votes for %(seat)s in this question, by proxy.", { to: seatName(room.store, own.proxy), seat: seatName(room.store, own.seat) })}</p>`;
  if (!me?.seat) return nothing;
  return html`<p class="caption">${t("%(seat)s was not checked in when the vote opened, so it has no ballot in it.", { seat: seatName(room.store, me.seat) })}</p>`;
}
