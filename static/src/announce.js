/**
 * What is read out to those who do not see the page change: whose turn it is, that a question opened, its result.
 *
 * @import {Store} from "./store.js"
 */

import { t } from "./i18n.js";
import { methodName } from "./names.js";
import { speech } from "./select/floor.js";
import { isMine } from "./select/me.js";
import { asks, decisions, openQuestions, outcomeName, shortly } from "./select/questions.js";
import { openPoll } from "./select/polls.js";
import { seatName, speakerName } from "./select/seats.js";
import { endedSilences, messagesOf, silences } from "./select/silence.js";
import { current } from "./select/sittings.js";

/**
 * What there is to tell at one moment.
 * @param {Store} store
 */
export function moment(store) {
  const sitting = current(store);
  const here = speech(store);
  return {
    sitting: sitting ? `${sitting.id} ${sitting.state}` : "",
    speech: here?.id ?? 0,
    open: openQuestions(store).map((one) => one.id),
    poll: openPoll(store)?.id ?? 0,
    silences: silences(store).map((one) => one.id),
    broken: endedSilences(store).filter((one) => one.state !== "adopted").map((one) => one.id),
    decided: decisions(store).map((one) => one.id),
  };
}

/**
 * What changed from one moment to now, in sentences.
 * @param {ReturnType<typeof moment>} before
 * @param {Store} store
 * @returns {string[]}
 */
export function news(before, store) {
  const after = moment(store);
  /** @type {string[]} */
  const said = [];
  if (after.sitting !== before.sitting) {
    const state = current(store)?.state;
    if (state === "open") said.push(t("The session is open."));
    if (state === "suspended") said.push(t("The session is suspended."));
    if (state === "closed") said.push(t("The session is closed."));
  }
  const here = speech(store);
  if (here && here.id !== before.speech) {
    said.push(isMine(store, here) ? t("You have the floor.") : t("%(name)s has the floor.", { name: speakerName(store, here) }));
  }
  for (const question of openQuestions(store)) {
    if (before.open.includes(question.id)) continue;
    const facts = { question: asks(store, question) };
    if (question.kind === "vote" && question.method !== "recorded") said.push(t("A vote is open (%(method)s): %(question)s", { ...facts, method: methodName(question.method) }));
    else said.push(question.kind === "vote" ? t("A vote is open: %(question)s", facts) : t("A call for consensus is open: %(question)s", facts));
  }
  for (const one of silences(store)) {
    if (!before.silences.includes(one.id)) said.push(t("A text is under silence: %(title)s", { title: shortly(store, one) }));
  }
  for (const one of endedSilences(store)) {
    if (one.state === "withdrawn" && !before.broken.includes(one.id)) said.push(t("%(title)s: the chair withdrew the silence procedure.", { title: shortly(store, one) }));
    const by = messagesOf(store, one).at(-1)?.seat;
    if (one.state === "broken" && by && !before.broken.includes(one.id)) said.push(t("%(title)s: %(seat)s broke the silence.", { title: shortly(store, one), seat: seatName(store, by) }));
  }
  const poll = openPoll(store);
  if (poll && poll.id !== before.poll) said.push(t("A straw poll is open: %(question)s It decides nothing.", { question: poll.title }));
  for (const question of decisions(store)) {
    if (before.decided.includes(question.id)) continue;
    const facts = { question: shortly(store, question), outcome: outcomeName(question) };
    const heads = question.result?.tally?.all?.heads;
    said.push(heads ? t("%(question)s: %(outcome)s. %(for)s for, %(against)s against, %(abstain)s abstained.", { ...facts, for: heads.for ?? 0, against: heads.against ?? 0, abstain: heads.abstain ?? 0 }) : t("%(question)s: %(outcome)s.", facts));
  }
  return said;
}
