/**
 * What this reader should do now, in the order of urgency: the first of it is the one next action on the page, all of it
 * is what needs their attention.
 *
 * @import {Store} from "./store.js"
 * @import {Clock} from "./clock.js"
 * @import {Hint, Hinter} from "./hint.js"
 */

import { minutes, spoken } from "./clock.js";
import { act } from "./hint.js";
import { day, t, tn } from "./i18n.js";
import { isWaiting, nextPart } from "./select/divisions.js";
import { hasAnswered, toAnswerAloud, toClose, toEnter, toRaiseHand, toVote } from "./next_vote.js";
import { kindName, mayBeCalled, queue, speech, waitsForMotion } from "./select/floor.js";
import { toChoose } from "./next_priority.js";
import { actingSeat, amI, conducts, isMine, mySeat } from "./select/me.js";
import { asks, carried, decisions, openQuestions, outcomeName, shortly } from "./select/questions.js";
import { answeringSeat, myStep, openPoll } from "./select/polls.js";
import { seatName, sideOf, speakerName } from "./select/seats.js";
import { messagesOf, silences } from "./select/silence.js";
import { byProxy, current, present, quorums } from "./select/sittings.js";
import { nextToPut, sideMissing } from "./select/amendments.js";
import { does, statement } from "./select/text.js";

const NEWS_LASTS_MS = 10 * 60 * 1000;

/**
 * All that holds for this reader now, the most urgent first.
 * @param {Store} store @param {number} now
 * @returns {Hint[]}
 */
const hints = (store, now) =>
  [toVote, toChoose, toAnswerAloud, toCheckIn, toPoll, toSpeak, toRaiseHand, toEnter, toClose, toConduct, upNext, toRedraft, underSilence, hasAnswered, toRead, toDivide, toDecide, toFinish, toBack].flatMap((hint) => hint(store, now) ?? []);

/**
 * @param {Store} store
 * @param {Clock} clock
 * @param {Set<string>} [aside]  hints the reader has put aside
 * @returns {Hint}
 */
export const next = (store, clock, aside = new Set()) => hints(store, clock.now()).find((hint) => !aside.has(hint.id)) ?? nothing(store);

/** What needs this reader's attention: all that waits for them, and what they should know. @param {Store} store @param {Clock} clock */
export const attention = (store, clock) => hints(store, clock.now()).filter((hint) => hint.tone !== "calm");

/** @type {Hinter} */
function toCheckIn(store) {
  const seat = mySeat(store);
  const sitting = current(store);
  if (!seat || !sitting || sitting.state === "closed") return null;
  const here = present(store).get(seat.id);
  if (here && seat.holder === store.me?.person && here !== seat.holder) {
    const text = t("%(seat)s is acted for by its alternate until you check in.", { seat: seatName(store, seat.id) });
    return act(`take over ${sitting.id}`, t("Your alternate is present."), text, { label: t("Take over"), key: "C", command: "presence.check_in", data: {} });
  }
  if (here || byProxy(store).has(seat.id)) return null;
  const text = t("%(seat)s counts towards the quorum only when you are checked in.", { seat: seatName(store, seat.id) });
  return act(`check in ${sitting.id}`, t("Check in."), text, { label: t("Check in"), key: "C", command: "presence.check_in", data: {} });
}

/** @type {Hinter} */
function toPoll(store) {
  const poll = openPoll(store);
  const seat = answeringSeat(store);
  if (!poll || !seat || myStep(store, poll)) return null;
  const text = t("%(question)s It decides nothing. You answer for %(seat)s.", { question: poll.title, seat: seatName(store, seat.id) });
  return act(`poll ${poll.id}`, t("A straw poll is open."), text, { label: t("Say where you stand"), key: "G", go: { to: "poll", id: poll.id } });
}

/** @type {Hinter} */
function toSpeak(store, now) {
  const here = speech(store);
  if (!here || !isMine(store, here)) return null;
  const left = here.limit - spoken(here, now);
  const text = !here.running_since
    ? t("The clock is paused.")
    : left > 0
      ? t("%(time)s left.", { time: minutes(left) })
      : t("Your time is over. Please come to an end.");
  return act(`speak ${here.id}`, t("You have the floor."), text, { label: t("I have finished"), key: "D", command: "floor.end" });
}

/** @type {Hinter} */
function toConduct(store, now) {
  if (!conducts(store)) return null;
  const sitting = current(store);
  if (!sitting || sitting.state === "closed") {
    return act("schedule", t("No session is planned."), "", { label: t("Plan a session"), go: { to: "schedule" } });
  }
  if (sitting.state === "scheduled") return toOpen(store, sitting.number);
  if (sitting.state === "suspended") {
    return act(`resume ${sitting.id}`, t("The session is suspended."), "", { label: t("Resume"), key: "S", command: "sitting.resume" });
  }
  const here = speech(store);
  const waiting = queue(store)[0]?.request;
  if (here && spoken(here, now) <= here.limit) return null;
  if (here) {
    const text = t("%(name)s is %(time)s over time.", { name: speakerName(store, here), time: minutes(spoken(here, now) - here.limit) });
    return act(`over ${here.id}`, t("Time is over."), text, { label: t("End the speech"), key: "D", command: "floor.end" });
  }
  if (waiting && mayBeCalled(store, waiting) && !waitsForMotion(store, waiting)) {
    const text = t("%(name)s is first in the queue.", { name: speakerName(store, waiting) });
    return act(`next ${waiting.id}`, t("Nobody has the floor."), text, { label: t("Call next"), key: "N", command: "floor.call", data: { request: waiting.id } });
  }
  return null;
}

/** @param {Store} store @param {number} number @returns {Hint} */
function toOpen(store, number) {
  const short = quorums(store).find((one) => !one.opens);
  if (!short) {
    return act(`open ${number}`, t("A third of each side is present."), t("Session %(number)s can be opened.", { number }), {
      label: t("Open the session"),
      key: "S",
      command: "sitting.open",
    });
  }
  const missing = short.neededToOpen - short.present;
  const text =
    short.side === "governments"
      ? tn("%(n)s more government must check in before the session can open.", "%(n)s more governments must check in before the session can open.", missing)
      : tn("%(n)s more of the others must check in before the session can open.", "%(n)s more of the others must check in before the session can open.", missing);
  return { id: `short ${number}`, tone: "calm", lead: t("Waiting for members."), text };
}

/** @type {Hinter} */
function upNext(store) {
  const here = speech(store);
  const first = queue(store)[0]?.request;
  if (!first || !isMine(store, first)) return null;
  const text = here ? t("After %(name)s.", { name: speakerName(store, here) }) : t("The chair will call you.");
  return act(`upnext ${first.id}`, t("You are next."), text);
}

/** @type {Hinter} */
function toRedraft(store) {
  const seat = actingSeat(store)?.id;
  return store.where("amendment", "state", "redraft").filter((one) => one.seat === seat).map((mine) => {
    const text = t("The text under %(label)s has changed where it changes it. Write it anew, or withdraw it.", { label: mine.label });
    return act(`redraft ${mine.id}`, t("Your amendment must be redrafted."), text, { label: t("Go to it"), key: "G", go: { to: "amendment", id: mine.id } });
  });
}

/** Amendments that cannot be put before somebody of the reader's side stands behind them. @type {Hinter} */
function toBack(store) {
  const seat = actingSeat(store)?.id;
  if (!seat) return null;
  return store.where("amendment", "state", "tabled").filter((one) => sideMissing(store, one) === sideOf(seat)).map((one) => ({
    id: `back ${one.id}`,
    tone: /** @type {const} */ ("news"),
    lead: t("%(label)s needs a co-sponsor from your side.", { label: one.label }),
    text: t("%(does)s. It was moved by %(seat)s.", { does: does(store, one), seat: seatName(store, one.seat) }),
    button: { label: t("Go to it"), key: "G", go: { to: /** @type {const} */ ("amendment"), id: one.id } },
  }));
}

/** A member may want to break a silence, and need do nothing to agree. @type {Hinter} */
function underSilence(store, now) {
  const seat = actingSeat(store)?.id;
  const open = silences(store).find((one) => Date.parse(one.expires_at) > now && !messagesOf(store, one).some((each) => each.seat === seat));
  if (!seat || !open) return null;
  const text = t("%(title)s: adopted on %(moment)s if no seat objects.", { title: shortly(store, open), moment: day(open.expires_at) });
  return { id: `silence ${open.id}`, tone: "news", lead: t("A text is under silence."), text, button: { label: t("Go to it"), key: "G", go: { to: "silence", id: open.id } } };
}

/** @type {Hinter} */
function toRead(store, now) {
  const seat = store.me?.seat;
  if (!seat) return null;
  for (const question of decisions(store)) {
    if (!question.closed_at || now - Date.parse(question.closed_at) > NEWS_LASTS_MS) break;
    const amendment = question.about?.type === "amendment" ? store.get("amendment", question.about.id) : undefined;
    if (question.state !== "closed" || !amendment?.sponsors.includes(seat)) continue;
    const facts = { label: amendment.label, outcome: outcomeName(question) };
    return {
      id: `news ${question.id}`,
      tone: carried(question) ? "good" : "news",
      lead: carried(question) ? t("Your amendment %(label)s was adopted.", facts) : t("Your amendment %(label)s: %(outcome)s.", facts),
      button: { label: t("See the text"), key: "G", go: { to: "amendment", id: amendment.id } },
    };
  }
  return null;
}

/** A division waits for the ruling, or its next part for the vote. @type {Hinter} */
function toDivide(store) {
  if (!conducts(store) || current(store)?.state !== "open" || openQuestions(store).length > 0) return null;
  const waiting = store.all("division").find(isWaiting);
  if (!waiting) return null;
  const facts = { number: nextPart(waiting) + 1, of: waiting.pieces.length };
  const lead = waiting.state === "asked" ? t("A division is asked for.") : t("A divided text waits for a decision.");
  const text = waiting.state === "asked" ? t("%(seat)s asks for a separate vote on parts. Grant or refuse it.", { seat: seatName(store, waiting.seat) }) : t("Part %(number)s of %(of)s is next.", facts);
  return act(`division ${waiting.id} ${waiting.state} ${facts.number}`, lead, text, { label: t("Go to it"), key: "G", go: { to: waiting.of.type, id: waiting.of.id } });
}

/** @type {Hinter} */
function toDecide(store) {
  if (!conducts(store) || current(store)?.state !== "open" || openQuestions(store).length > 0) return null;
  const waiting = nextToPut(store, statement(store));
  if (!waiting) return null;
  return act(`decide ${waiting.id}`, t("An amendment waits for a decision."), `${does(store, waiting)}.`, {
    label: t("Go to it"),
    key: "G",
    go: { to: "amendment", id: waiting.id },
  });
}

/** @type {Hinter} */
function toFinish(store) {
  const adopted = amI(store, "rapporteur") && store.where("statement", "stage", "adopted").find((one) => !one.checked && one.note);
  if (!adopted) return null;
  return act(`check ${adopted.id}`, t("The statement is adopted."), t("Check the text; then mark it as checked below its title."));
}

/** @param {Store} store @returns {Hint} */
function nothing(store) {
  const sitting = current(store);
  const here = speech(store);
  if (sitting?.state === "scheduled") {
    return { id: "calm", tone: "calm", lead: t("The session has not begun."), text: sitting.starts_at ? day(sitting.starts_at) : "" };
  }
  if (sitting?.state === "suspended") return { id: "calm", tone: "calm", lead: t("The session is suspended.") };
  if (!sitting || sitting.state === "closed") return { id: "calm", tone: "calm", lead: t("No session is under way.") };
  const [question] = openQuestions(store);
  if (question) {
    const lead = question.kind === "vote" ? t("A vote is open.") : question.kind === "batch" ? t("Amendments are to be adopted together.") : t("A call for consensus is open.");
    const button = { label: t("Go to it"), key: "V", go: /** @type {const} */ ({ to: "vote" }) };
    return { id: "calm", tone: "calm", lead, text: asks(store, question), ...(conducts(store) && { button }) };
  }
  const lead = here ? t("%(name)s has the floor.", { name: speakerName(store, here) }) : t("Nobody has the floor.");
  const text = here && here.kind !== "statement" ? kindName(here.kind) : t("Nothing waits for you.");
  return { id: "calm", tone: "calm", lead, text };
}
