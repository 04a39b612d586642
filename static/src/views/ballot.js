/**
 * The ballot of the reader's seat, by the method of the vote: three choices, what each means, and the choice given.
 *
 * @import {Room} from "../room-types.js"
 * @import {Choice, Elector, Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { choiceName, markSign } from "../names.js";
import { answerOf, calledNow, electorName, myElectors, ownElector } from "../select/questions.js";
import { seatName } from "../select/seats.js";
import { anyway, fields } from "./kit.js";

/** @type {Choice[]} */
const CHOICES = ["for", "against", "abstain"];

/** One ballot for each seat for which the reader acts. @param {Room} room @param {Question} question */
export function ballot(room, question) {
  const electors = myElectors(room.store, question);
  if (electors.length === 0) return reason(room, question);
  return html`${electors.map((elector) => byMethod(room, question, elector, electors.length > 1))}
    <p class="caption">${meaning(question)}</p>`;
}

/** What each choice means. @param {Question} question */
function meaning(question) {
  if (question.reconsiders) return t("For: it is put again. Against: what was decided stands. Two thirds are needed. Abstain: you take part, and count neither for nor against.");
  if (question.important) return t("For: votes on it are by the substantive rule. Against: by the rule that the chair chooses. Abstain: you take part, and count neither for nor against.");
  switch (question.about?.type) {
    case "statement":
      return t("For: the statement is adopted as it stands. Against: it is not. Abstain: you take part, and count neither for nor against.");
    case "amendment":
      return t("For: the text changes as shown. Against: it stays as it is. Abstain: you take part, and count neither for nor against.");
    case "division":
      return t("For: this part stays. Against: it leaves the text. Abstain: you take part, and count neither for nor against.");
    default:
      return t("For: it is agreed. Against: it is not. Abstain: you take part, and count neither for nor against.");
  }
}

/** @param {Room} room @param {Question} question @param {Elector} elector @param {boolean} several */
function byMethod(room, question, elector, several) {
  switch (question.method) {
    case "secret":
      return secret(room, question, elector);
    case "roll_call":
      return aloud(room, question, elector);
    case "hands":
      return html`<p class="aloud">${t("Raise your hand for %(seat)s when the chair asks: for, against, abstentions.", { seat: electorName(room.store, elector) })}</p>`;
    default:
      return recorded(room, question, elector, several);
  }
}

/** What a command says of the seat one votes for: nothing of one's own. @param {Question} question @param {Elector} elector */
const dataOf = (question, elector) => ({ question: question.id, ...(elector.proxy ? { seat: elector.seat } : {}) });

/** A vote that says whose it is, and can be changed until the close. @param {Room} room @param {Question} question @param {Elector} elector @param {boolean} several */
function recorded(room, question, elector, several) {
  const given = answerOf(room.store, question, elector);
  const choice = given && "choice" in given ? given.choice : undefined;
  const seat = electorName(room.store, elector);
  const data = dataOf(question, elector);
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

/**
 * A secret ballot: chosen, then cast once. The choice is kept in the form alone, and goes with it.
 * @param {Room} room @param {Question} question @param {Elector} elector
 */
function secret(room, question, elector) {
  const seat = electorName(room.store, elector);
  if (answerOf(room.store, question, elector)) return html`<p class="aloud" role="status">${t("%(seat)s has voted. The vote is secret: it is not shown again, and cannot be changed.", { seat })}</p>`;
  const data = dataOf(question, elector);
  const sending = CHOICES.some((choice) => room.ui.busy.has(`vote.cast_secretly ${JSON.stringify({ ...data, choice })}`));
  return html`<form class="secret" autocomplete="off" @submit=${(/** @type {Event} */ event) => {
    const { choice } = fields(event);
    if (choice && !sending) void room.give("vote.cast_secretly", { ...data, choice }, { place: `question ${question.id}` });
  }}><fieldset><legend>${t("The secret vote of %(seat)s", { seat })}</legend>
    <div class="choices">${CHOICES.map((choice) => html`<label class="btn vote ${choice}"><input type="radio" name="choice" value=${choice} required> <span><span class="sign" aria-hidden="true">${markSign(choice)}</span> ${choiceName(choice)}</span></label>`)}</div></fieldset>
    <p class="controls"><button class="btn primary" data-command="vote.cast_secretly" ?aria-busy=${sending}>${t("Cast the vote")}</button></p>
    <p class="caption" role="status">${sending ? t("Sending your vote.") : t("Once cast, it cannot be changed.")}</p></form>`;
}

/** In a roll call the seat answers aloud. @param {Room} room @param {Question} question @param {Elector} elector */
function aloud(room, question, elector) {
  const seat = electorName(room.store, elector);
  const given = answerOf(room.store, question, elector);
  return html`<p class="aloud" role="status">${
    given && "choice" in given
      ? t("Entered for %(seat)s: %(choice)s. If that is wrong, say so before the close.", { seat, choice: choiceName(given.choice) })
      : calledNow(room.store, question)?.seat === elector.seat
        ? t("%(seat)s is called: answer aloud for, against or abstain.", { seat })
        : t("Answer aloud when %(seat)s is called: for, against or abstain.", { seat })
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
