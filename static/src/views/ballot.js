/**
 * The ballot: three choices, what each means, and the choice given, which can be changed until the close.
 *
 * @import {Room} from "../room-types.js"
 * @import {Choice, Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { choiceName, markSign } from "../names.js";
import { myBallot, myElector } from "../select/questions.js";
import { seatName } from "../select/seats.js";
import { anyway } from "./kit.js";

/** @type {Choice[]} */
const CHOICES = ["for", "against", "abstain"];

/** @param {Room} room @param {Question} question */
export function ballot(room, question) {
  const elector = myElector(room.store, question);
  if (!elector) return reason(room);
  const given = myBallot(room.store, question)?.choice;
  const seat = elector.delegation || seatName(room.store, elector.seat);
  const sending = CHOICES.some((choice) => room.ui.busy.has(`vote.cast ${JSON.stringify({ question: question.id, choice })}`));
  return html`<div class="ballot" role="group" aria-label=${t("Your vote for %(seat)s", { seat })}>${CHOICES.map((choice) =>
      anyway(room, {
        command: "vote.cast",
        data: { question: question.id, choice },
        label: html`<span class="sign" aria-hidden="true">${markSign(choice)}</span> ${choiceName(choice)}`,
        look: `vote ${choice}`,
        pressed: given === choice,
        place: `question ${question.id}`,
      }),
    )}</div>
    <p class="caption given" role="status">${
      sending
        ? t("Sending your vote.")
        : given
          ? t("%(seat)s votes: %(choice)s. You can change it until the chair closes the vote.", { seat, choice: choiceName(given) })
          : t("You vote for %(seat)s. You can change your vote until the chair closes it.", { seat })
    }</p>
    <p class="caption">${question.about?.type === "statement"
      ? t("For: the statement is adopted as it stands. Against: it is not. Abstain: you take part, and count neither for nor against.")
      : question.about?.type === "amendment"
        ? t("For: the text changes as shown. Against: it stays as it is. Abstain: you take part, and count neither for nor against.")
        : t("For: it is agreed. Against: it is not. Abstain: you take part, and count neither for nor against.")}</p>`;
}

/** Why there is no ballot here for a member who might look for one. @param {Room} room */
function reason(room) {
  const { me } = room.store;
  if (!me?.seat) return nothing;
  return html`<p class="caption">${t("%(seat)s was not checked in when the vote opened, so it has no ballot in it.", { seat: seatName(room.store, me.seat) })}</p>`;
}
