/**
 * The second vote after a tie: each of the two says which the other is; and the chair's way to it.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { openQuestions } from "../select/questions.js";
import { mayBeTakenAgain, takenAgain } from "../select/second_vote.js";
import { button, notice } from "./kit.js";

/** @param {Room} room @param {Question} question */
export function secondVote(room, question) {
  const first = room.store.get("question", question.again_of);
  const again = takenAgain(room.store, question);
  return html`${first ? html`<p class="caption num">${t("Second vote, after the tie in question %(number)s", { number: first.number })}</p>` : nothing}
    ${again.map((one) => html`<p class="caption num">${t("After the tie it was put again as question %(number)s", { number: one.number })}</p>`)}
    ${put(room, question)}`;
}

/** For the chair: once more, on the same text and by the same rule. @param {Room} room @param {Question} question */
function put(room, question) {
  if (room.gallery || openQuestions(room.store).length > 0 || !mayBeTakenAgain(room.store, question)) return nothing;
  const place = `question ${question.id}`;
  const control = button(room, {
    command: "vote.open",
    data: { again_of: question.id },
    label: t("Second vote"),
    look: "primary",
    place,
    confirm: {
      title: t("Open the second vote?"),
      text: t("The same text, by the same rule, among the seats that are present now. If it is a tie again, that is final."),
      yes: t("Open the vote"),
    },
  });
  return control === nothing ? nothing : html`<p class="controls">${control}</p>${notice(room, place)}`;
}
