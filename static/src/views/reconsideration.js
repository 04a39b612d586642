/**
 * Reconsideration: what came of putting it, under the decision it was about; and the chair's way to it.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { openQuestions, outcomeName } from "../select/questions.js";
import { mayBeReconsidered, reconsiderations } from "../select/reconsideration.js";
import { button, notice } from "./kit.js";

/** @param {Room} room @param {Question} question */
export function reconsideration(room, question) {
  const votes = reconsiderations(room.store, question);
  return html`${votes.map((one) => html`<p class="caption num">${t("Whether to reconsider this was put as question %(number)s: %(outcome)s", { number: one.number, outcome: outcomeName(one) })}</p>`)}
    ${put(room, question)}`;
}

/** For the chair: whether two thirds are for putting the matter once more. @param {Room} room @param {Question} question */
function put(room, question) {
  if (room.gallery || openQuestions(room.store).length > 0 || !mayBeReconsidered(room.store, question)) return nothing;
  const place = `question ${question.id}`;
  const control = button(room, {
    command: "vote.open",
    data: { reconsiders: question.id },
    label: t("Reconsider…"),
    hint: t("Put to the vote whether to reconsider question %(number)s", { number: question.number }),
    look: "small",
    place,
    confirm: {
      title: t("Put it to the vote whether to reconsider this?"),
      text: t("What is decided is not put again in the same session unless two thirds of those present and voting so decide. First hear two speakers against, and nobody for. It is put once: if it is not carried, the decision stands."),
      yes: t("Open the vote"),
    },
  });
  return control === nothing ? nothing : html`<p class="controls">${control}</p>${notice(room, place)}`;
}
