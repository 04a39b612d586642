/**
 * What a question before the group asks of this reader, by the method of the vote: to vote, to answer aloud, to raise
 * a hand; of a clerk or the chair, to enter what was said or shown, and to close.
 *
 * @import {Store} from "./store.js"
 * @import {Hint, Hinter} from "./hint.js"
 * @import {Question} from "./types.js"
 */

import { act } from "./hint.js";
import { t } from "./i18n.js";
import { choiceName, stanceName } from "./names.js";
import { clerks, conducts } from "./select/me.js";
import { answerOf, asks, calledNow, electorName, myElectors, openQuestions, shortly, turnout, waitingElector } from "./select/questions.js";
import { seatName } from "./select/seats.js";

/** @type {Hinter} */
export const toVote = (store) => openQuestions(store).flatMap((question) => toAnswer(store, question) ?? []);

/** @param {Store} store @param {Question} question */
function toAnswer(store, question) {
  const seat = waitingElector(store, question)?.seat;
  if (!seat) return null;
  if (question.kind === "batch") {
    const facts = { labels: question.title };
    return act(`batch ${question.id}`, t("Amendments are to be adopted together."), t("%(labels)s. Object to any that should be put by itself.", facts), { label: t("Look at them"), ...toIt });
  }
  const text = t("%(question)s You act for %(seat)s.", { question: asks(store, question), seat: seatName(store, seat) });
  if (question.kind === "call") return act(`call ${question.id} ${seat}`, t("A call for consensus is open."), text, { label: t("Take a position"), ...toIt });
  const lead = question.method === "secret" ? t("Vote now, in secret.") : t("Vote now.");
  return act(`vote ${question.id} ${seat}`, lead, text, { label: t("Go to the vote"), ...toIt });
}

/** A seat that is called answers, whatever else there is to do. @type {Hinter} */
export function toAnswerAloud(store) {
  const question = openQuestions(store).find((one) => one.method === "roll_call");
  const called = question && calledNow(store, question)?.seat;
  const elector = question && myElectors(store, question).find((one) => one.seat === called);
  if (!elector) return null;
  const text = t("%(question)s Say for, against or abstain.", { question: asks(store, question) });
  return act(`called ${question.id}`, t("%(seat)s is called.", { seat: electorName(store, elector) }), text);
}

/** @type {Hinter} */
export function toRaiseHand(store) {
  const question = openQuestions(store).find((one) => one.method === "hands");
  const elector = question && myElectors(store, question)[0];
  if (!elector || question.hands?.some((one) => one.side === elector.side)) return null;
  return act(`hand ${question.id}`, t("Raise your hand when the chair asks."), asks(store, question));
}

/** The roll to be called, or the hands to be counted. @type {Hinter} */
export function toEnter(store) {
  const rolled = clerks(store) && openQuestions(store).find((one) => one.method === "roll_call");
  const called = rolled && calledNow(store, rolled);
  if (called) {
    const { cast, of } = turnout(store, rolled);
    return act(`roll ${rolled.id}`, t("Call %(seat)s.", { seat: electorName(store, called) }), t("%(cast)s of %(of)s have answered.", { cast, of }), { label: t("Enter the answer"), ...toIt });
  }
  const shown = conducts(store) && openQuestions(store).find((one) => one.method === "hands" && one.hands?.length !== 2);
  if (!shown) return null;
  const text = shown.hands?.length ? t("One half is still to be counted.") : t("For, against, abstentions: each half apart.");
  return act(`count ${shown.id}`, t("Count the hands."), text, { label: t("Enter the counts"), ...toIt });
}

/** Everything is in: the chair closes. @type {Hinter} */
export function toClose(store) {
  const question = conducts(store) && openQuestions(store).find((one) => one.kind === "vote" && isComplete(store, one));
  if (!question) return null;
  const lead = question.method === "hands" ? t("Both halves are counted.") : t("Everyone present has voted.");
  return act(`close ${question.id}`, lead, asks(store, question), { label: t("Go to the vote"), ...toIt });
}

/** What the reader has given, while it is still open. @type {Hinter} */
export function hasAnswered(store) {
  for (const question of openQuestions(store)) {
    const given = myElectors(store, question).map((one) => answerOf(store, question, one)).find(Boolean);
    if (!given) continue;
    const facts = { question: `${shortly(store, question)}.` };
    if ("stance" in given) return calm(question, t("Your position: %(stance)s.", { stance: stanceName(given.stance) }), t("%(question)s You can change it until it is closed.", facts));
    if (!("choice" in given)) return calm(question, t("You have voted."), t("%(question)s A secret vote is not shown, and cannot be changed.", facts));
    const choice = choiceName(given.choice);
    return question.method === "roll_call"
      ? calm(question, t("Entered for you: %(choice)s.", { choice }), t("%(question)s If that is wrong, say so before the close.", facts))
      : calm(question, t("You voted: %(choice)s.", { choice }), t("%(question)s You can change it until it is closed.", facts));
  }
  return null;
}

/** @param {Store} store @param {Question} question */
function isComplete(store, question) {
  const { cast, of } = turnout(store, question);
  return question.method === "hands" ? question.hands?.length === 2 : cast === of;
}

/** @param {Question} question @param {string} lead @param {string} text @returns {Hint} */
const calm = (question, lead, text) => ({ id: `answered ${question.id}`, tone: "calm", lead, text });

const toIt = { key: "V", go: /** @type {const} */ ({ to: "vote" }) };
