/**
 * Questions put to the group: the open ones, what the reader owes them, and what was decided.
 *
 * @import {Store} from "../store.js"
 * @import {AboutType, Ballot, Choice, Elector, Position, Question, Side, Stance} from "../types.js"
 */

import { t } from "../i18n.js";
import { seatName, SIDES } from "./seats.js";

/** The votes and calls before the group now; choices of a priority are in `priorities.js`. @param {Store} store */
export const openQuestions = (store) => store.where("question", "state", "open").filter(isDecision).sort(byNumber);

/** What was decided, or voided, the latest first. @param {Store} store */
export const decisions = (store) =>
  store
    .all("question")
    .filter((one) => one.state !== "open" && isDecision(one))
    .sort(byNumber)
    .reverse();

/** What the text of a question is of: of a vote on procedure, what that may reopen or find important. @param {Store} store @param {Question} question */
export const textOf = (store, question) => question.important ?? atIssue(store, question).about;

/** The decision that a vote is to reconsider; for any other question, itself. @param {Store} store @param {Question} question */
export const atIssue = (store, question) => store.get("question", question.reconsiders) ?? question;

/** The open question on this very thing. @param {Store} store @param {AboutType} type @param {number} id */
export const questionOn = (store, type, id) =>
  openQuestions(store).find((one) => one.about?.type === type && one.about.id === id);

/** The open call "without objection" that an amendment is among. @param {Store} store @param {number} amendment */
export const batchWith = (store, amendment) =>
  openQuestions(store).find((one) => one.about?.type === "batch" && store.get("batch", one.about.id)?.amendments.includes(amendment));

/** The amendments of a call "without objection", each with the objection that took it out. @param {Store} store @param {Question} question */
export function together(store, question) {
  const batch = question.about?.type === "batch" ? store.get("batch", question.about.id) : undefined;
  return (batch?.amendments ?? []).flatMap((id) => {
    const amendment = store.get("amendment", id);
    return amendment ? [{ amendment, objection: batch?.taken_out.find((each) => each.amendment === id) }] : [];
  });
}

/** The frozen electorate of a question, in the order of the plan. @param {Store} store @param {Question} question */
export const electors = (store, question) => store.where("elector", "question", question.id).slice().sort(bySeat);

/** The ballots this reader may see, by seat. @param {Store} store @param {Question} question @returns {Map<string, Ballot>} */
export const ballots = (store, question) =>
  new Map(store.where("ballot", "question", question.id).map((one) => [one.seat, one]));

/** The seats known to have voted in a secret vote. @param {Store} store @param {Question} question */
export const signatures = (store, question) => new Set(store.where("signature", "question", question.id).map((one) => one.seat));

/** Whether the record says how each seat voted. @param {Question} question */
export const isNamed = (question) => question.method !== "secret" && question.method !== "hands";

/** The positions taken, by seat. @param {Store} store @param {Question} question @returns {Map<string, Position>} */
export const positions = (store, question) =>
  new Map(store.where("position", "question", question.id).map((one) => [one.seat, one]));

/**
 * The reader's seat in this question, as it was frozen when the question opened: theirs to act for, and present.
 * @param {Store} store
 * @param {Question} question
 * @returns {Elector | undefined}
 */
export function myElector(store, question) {
  const own = ownElector(store, question);
  return own?.present && !own.proxy ? own : undefined;
}

/** The reader's own seat in this question, whoever acts for it. @param {Store} store @param {Question} question */
export function ownElector(store, question) {
  const { me } = store;
  return me ? store.where("elector", "question", question.id).find((one) => one.holder === me.person || one.alternate === me.person) : undefined;
}

/**
 * The seats for which the reader acts in this question: their own first, then the one whose proxy it holds.
 * @param {Store} store
 * @param {Question} question
 * @returns {Elector[]}
 */
export function myElectors(store, question) {
  const own = ownElector(store, question);
  const mine = myElector(store, question);
  const held = own ? store.where("elector", "question", question.id).filter((one) => one.proxy === own.seat) : [];
  return [...(mine ? [mine] : []), ...held];
}

/** What a seat answered, as far as the reader may see it. @param {Store} store @param {Question} question @param {Elector} elector */
export const answerOf = (store, question, elector) =>
  store.get(question.kind === "call" ? "position" : question.method === "secret" ? "signature" : "ballot", `${question.id}.${elector.seat}`);

/** The first seat for which an open question still waits for what the reader gives on this page. @param {Store} store @param {Question} question */
export const waitingElector = (store, question) =>
  question.state === "open" && question.method !== "hands" && question.method !== "roll_call" ? myElectors(store, question).find((one) => !answerOf(store, question, one)) : undefined;

/** A seat of a question by name, and by whom it acted. @param {Store} store @param {Elector} one */
export function electorName(store, one) {
  const seat = one.delegation || seatName(store, one.seat);
  return one.proxy ? t("%(seat)s (by proxy of %(to)s)", { seat, to: seatName(store, one.proxy) }) : seat;
}

/** The ballot of the reader's seat. @param {Store} store @param {Question} question */
export const myBallot = (store, question) => store.get("ballot", `${question.id}.${myElector(store, question)?.seat}`);

/** The position of the reader's seat. @param {Store} store @param {Question} question */
export const myPosition = (store, question) => store.get("position", `${question.id}.${myElector(store, question)?.seat}`);

/** Whether an open question still waits for the reader. @param {Store} store @param {Question} question */
export const waitsForMe = (store, question) => Boolean(waitingElector(store, question));

/** Those called in a roll call, in the order of the roll. @param {Store} store @param {Question} question */
export const roll = (store, question) =>
  electors(store, question)
    .filter((one) => one.called !== null)
    .sort((a, b) => Number(a.called) - Number(b.called));

/** The seat that is called now: the first of the roll that has not answered. @param {Store} store @param {Question} question */
export const calledNow = (store, question) => {
  const answered = ballots(store, question);
  return roll(store, question).find((one) => !answered.has(one.seat));
};

/**
 * How many have voted, and how many may: what the server last said, or what the ballots in sight say.
 * @param {Store} store
 * @param {Question} question
 */
export function turnout(store, question) {
  const told = store.ephemeral.get(`turnout/${question.id}`);
  const of = electors(store, question).filter((one) => one.present).length;
  const seen = answers(store, question);
  return { cast: Math.max(seen, question.state === "open" ? (told?.cast ?? 0) : 0), of: told?.of ?? of };
}

/** How many votes or positions are known to have been given. @param {Store} store @param {Question} question */
function answers(store, question) {
  if (question.kind === "call") return positions(store, question).size;
  if (question.method === "secret") return signatures(store, question).size;
  if (question.method === "hands") return (question.hands ?? []).reduce((sum, one) => sum + one.for + one.against + one.abstain, 0);
  return ballots(store, question).size;
}

/**
 * How each seat of the question stands: as voted, as declared, waiting, or absent.
 * @param {Store} store
 * @param {Question} question
 * @returns {{seat: string, side: Side, name: string, mark: Choice | Stance | "waiting" | "absent"}[]}
 */
export function board(store, question) {
  if (!isNamed(question)) return unnamed(store, question);
  const said = question.kind === "vote" ? ballots(store, question) : positions(store, question);
  return electors(store, question).map((one) => {
    const given = said.get(one.seat);
    const mark = !one.present ? "absent" : !given ? "waiting" : "choice" in given ? given.choice : given.stance;
    return { seat: one.seat, side: one.side, name: electorName(store, one), mark };
  });
}

/**
 * The same where nobody knows how a seat voted: as many marks of a kind as votes of it, on no seat in particular.
 * @param {Store} store
 * @param {Question} question
 * @returns {{seat: string, side: Side, name: string, mark: Choice | "waiting" | "absent"}[]}
 */
function unnamed(store, question) {
  const all = electors(store, question);
  return SIDES.flatMap((side) => {
    const half = all.filter((one) => one.side === side);
    const here = half.filter((one) => one.present).length;
    /** @type {Partial<Record<Choice, number>>} */
    const voted = (question.method === "hands" ? question.hands?.find((one) => one.side === side) : question.result?.tally?.[`side:${side}`]?.heads) ?? {};
    const marks = /** @type {Choice[]} */ (["for", "abstain", "against"]).flatMap((choice) => Array(voted[choice] ?? 0).fill(choice));
    return half.map((one, i) => ({ seat: one.seat, side, name: "", mark: marks[i] ?? (i < here ? "waiting" : "absent") }));
  });
}

/**
 * The board counted, by side.
 * @param {{side: Side, mark: string}[]} seats
 */
export function counted(seats) {
  return SIDES.map((side) => {
    /** @type {Record<string, number>} */
    const count = {};
    for (const one of seats) if (one.side === side) count[one.mark] = (count[one.mark] ?? 0) + 1;
    return { side, count };
  });
}

/** What the question asks, as a sentence. @param {Store} store @param {Question} question */
export function asks(store, question) {
  const { about } = question;
  if (question.reconsiders) {
    const { number } = atIssue(store, question);
    return t("Shall the group reconsider question %(number)s, “%(title)s”?", { number, title: question.title });
  }
  if (question.important) return t("Is this an important question: %(title)s?", { title: question.title });
  if (about?.type === "amendment") {
    const amendment = store.get("amendment", about.id);
    const parent = store.get("amendment", amendment?.parent)?.label;
    if (amendment && parent) return t("Shall amendment %(label)s to amendment %(parent)s be adopted?", { label: amendment.label, parent });
    if (amendment) return asksOf(store, amendment.label, amendment.paragraph, amendment.part);
  }
  if (about?.type === "paragraph") {
    const paragraph = store.get("paragraph", about.id);
    if (paragraph) {
      const facts = { part: store.get("part", paragraph.part)?.position ?? "?", paragraph: paragraph.position };
      return t("Shall part %(part)s, paragraph %(paragraph)s be agreed?", facts);
    }
  }
  if (about?.type === "part") {
    const part = store.get("part", about.id);
    if (part) return t("Shall part %(part)s, “%(title)s”, be agreed as a whole?", { part: part.position, title: part.title });
  }
  if (!about && store.where("motion", "question", question.id).length) return t(question.title); // a sentence of the rules
  if (about?.type === "statement") {
    const title = store.get("statement", about.id)?.title ?? "";
    return t("Shall the statement “%(title)s” be adopted as a whole?", { title });
  }
  if (about?.type === "division") return t("Shall this part stay in the text: %(part)s?", { part: question.title });
  if (about?.type === "batch") return t("Shall %(labels)s be adopted together, without objection?", { labels: question.title });
  return question.title || t("Question %(number)s", { number: question.number });
}

/** What was asked, shortly, for a list. @param {Store} store @param {Pick<Question, "about" | "title" | "number"> & Partial<Pick<Question, "reconsiders" | "important">>} question */
export function shortly(store, question) {
  const { about } = question;
  const first = store.get("question", question.reconsiders);
  if (question.important) return t("Important question: %(title)s", { title: question.title });
  if (first) return t("Reconsideration of question %(number)s", { number: first.number });
  if (about?.type === "amendment") {
    const label = store.get("amendment", about.id)?.label;
    if (label) return t("Amendment %(label)s", { label });
  }
  if (about?.type === "paragraph") {
    const paragraph = store.get("paragraph", about.id);
    const facts = paragraph && { part: store.get("part", paragraph.part)?.position ?? "?", paragraph: paragraph.position };
    if (facts) return t("Part %(part)s, paragraph %(paragraph)s", facts);
  }
  if (about?.type === "part") {
    const part = store.get("part", about.id);
    if (part) return t("Part %(number)s", { number: part.position });
  }
  if (about?.type === "statement") return t("The statement as a whole");
  return question.title || t("Question %(number)s", { number: question.number });
}

/** The outcome in a word. @param {Question} question */
export function outcomeName(question) {
  if (question.state === "void") return t("void");
  switch (question.outcome) {
    case "adopted":
      return t("adopted");
    case "rejected":
      return t("rejected");
    case "no_quorum":
      return t("no quorum");
    case "consensus":
      return t("consensus");
    case "no_consensus":
      return t("no consensus");
    default:
      return t("open");
  }
}

/** Whether the question was carried. @param {Question} question */
export const carried = (question) =>
  question.state === "closed" && (question.outcome === "adopted" || question.outcome === "consensus");

/** @param {Store} store @param {string} label @param {number | null} paragraphId @param {number} partId */
function asksOf(store, label, paragraphId, partId) {
  const part = store.get("part", partId)?.position ?? "?";
  const paragraph = store.get("paragraph", paragraphId)?.position;
  return paragraph
    ? t("Shall amendment %(label)s to part %(part)s, paragraph %(paragraph)s be adopted?", { label, part, paragraph })
    : t("Shall amendment %(label)s to part %(part)s be adopted?", { label, part });
}

/** @param {Question} one */
const isDecision = (one) => one.kind !== "priority";

/** @param {Question} a @param {Question} b */
const byNumber = (a, b) => a.number - b.number || a.id - b.id;

/** @param {{seat: string, side: Side}} a @param {{seat: string, side: Side}} b */
const bySeat = (a, b) =>
  a.side === b.side ? Number(a.seat.slice(2)) - Number(b.seat.slice(2)) : a.side === "governments" ? -1 : 1;
