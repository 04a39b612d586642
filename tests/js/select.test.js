import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../../static/src/clock.js";
import { next } from "../../static/src/next.js";
import { moment, news } from "../../static/src/announce.js";
import { balance, shares } from "../../static/src/select/balance.js";
import { queue, speech, waitsForMotion } from "../../static/src/select/floor.js";
import { hasSpokenOn, openMotion, speakers } from "../../static/src/select/motions.js";
import { actingSeat, isMine } from "../../static/src/select/me.js";
import { asks, board, calledNow, counted, decisions, myElector, openQuestions, roll, turnout, waitsForMe } from "../../static/src/select/questions.js";
import { mayBeTakenAgain, takenAgain } from "../../static/src/select/second_vote.js";
import { seatName, seatsOf, speakerName } from "../../static/src/select/seats.js";
import { agenda, current, quorum } from "../../static/src/select/sittings.js";
import { amendmentsAtStartOf, amendmentsTo, pendingOf } from "../../static/src/select/amendments.js";
import { bracketsLeft, does, paragraphs, parts, standsStill, statement } from "../../static/src/select/text.js";
import { Store } from "../../static/src/store.js";
import { boot, NOW, records } from "./fixtures/room.js";

const NOW_MS = Date.parse(NOW);

/** A store for somebody, after changes to the room. */
function room(who = "member", change = () => {}) {
  const all = records();
  change(all);
  return new Store(boot(who, all));
}

const clock = () => {
  const one = new Clock(() => NOW_MS);
  one.hear(NOW);
  return one;
};

/** Without the open vote. */
const quiet = (all) => {
  for (const key of Object.keys(all)) if (/^(question\/2|elector\/2|ballot\/2)/.test(key)) delete all[key];
};

test("a seat is called by its delegation, a vacant one by its constituency and number", () => {
  const store = room();
  assert.equal(seatName(store, "G-1"), "Senegal");
  assert.equal(seatName(store, "G-6"), "States G-6");
  assert.deepEqual(seatsOf(store, "others").map((seat) => seat.id), ["O-1", "O-2", "O-3", "O-4", "O-5", "O-6"]);
});

test("a speaker without a seat is called by name, or by office where no name is shown", () => {
  const store = room();
  assert.equal(speakerName(store, { seat: null, person: "p-expert" }), "Elena Sørensen");
  store.directory = {};
  assert.equal(speakerName(store, { seat: null, person: "p-expert" }), "Special Rapporteur");
});

test("the session of the page is the one under way, else the next, else the last", () => {
  assert.equal(current(room())?.number, 2);
  assert.equal(current(room("member", (all) => (all["sitting/2"].state = "closed")))?.number, 2);
  const planned = room("member", (all) => {
    all["sitting/2"].state = "closed";
    all["sitting/3"] = { ...all["sitting/2"], id: 3, number: 3, state: "scheduled" };
    all["sitting/4"] = { ...all["sitting/2"], id: 4, number: 4, state: "scheduled" };
  });
  assert.equal(current(planned)?.number, 3);
  assert.deepEqual(agenda(room(), current(room())).map((one) => one.position), [1, 2, 3]);
});

test("a decision needs more than half of each side: exactly half is not enough", () => {
  const half = room("member", (all) => delete all["attendance/4"]);
  assert.equal(quorum(half, "governments").present, 3);
  assert.equal(quorum(half, "governments").decides, false);
  assert.equal(quorum(half, "governments").needed, 4);
  assert.equal(quorum(room(), "governments").decides, true);
});

test("opening needs a third of each side: exactly a third is enough", () => {
  const third = room("member", (all) => ["3", "4"].forEach((id) => delete all[`attendance/${id}`]));
  assert.equal(quorum(third, "governments").present, 2);
  assert.equal(quorum(third, "governments").opens, true);
  const less = room("member", (all) => ["2", "3", "4"].forEach((id) => delete all[`attendance/${id}`]));
  assert.equal(quorum(less, "governments").opens, false);
});

test("who has left is not present", () => {
  const left = room("member", (all) => (all["attendance/1"].left_at = NOW));
  assert.equal(quorum(left, "governments").present, 3);
});

test("an alternate acts while the holder is not checked in", () => {
  const alternate = { person: "p-alt", name: "Alt", roles: ["alternate"], seat: "O-6" };
  const away = room("member", (all) => (all["seat/O-6"].alternate = "p-alt"));
  away.me = alternate;
  assert.equal(actingSeat(away)?.id, "O-6");
  const here = room("member", (all) => {
    all["seat/O-6"].alternate = "p-alt";
    all["attendance/90"] = { id: 90, sitting: 2, seat: "O-6", person: "p-samuel", arrived_at: NOW, left_at: null };
  });
  here.me = alternate;
  assert.equal(actingSeat(here), undefined);
});

test("the queue stands in the server's order, with its reasons", () => {
  const waiting = queue(room());
  assert.deepEqual(waiting.map(({ request }) => request.id), [1, 2, 3, 4]);
  assert.equal(waiting[0].why.say, "The sides alternate; first statement of this seat.");
});

test("a request that the order does not name yet stands at the end", () => {
  const store = room("member", (all) => all["queue/2"].order.shift());
  assert.deepEqual(queue(store).map(({ request }) => request.id), [2, 3, 4, 1]);
});

test("the speech under way is the one that has not ended", () => {
  const store = room("government");
  assert.equal(speech(store)?.id, 3);
  assert.equal(isMine(store, speech(store)), true);
  assert.equal(isMine(room("member"), speech(store)), false);
});

test("time spoken is what the server computed, and the statement under way on top of it", () => {
  const store = room();
  assert.deepEqual(balance(store, NOW_MS), { governments: 171 + 96, others: 205 });
  const { constituencies, seats, sides } = shares(store, NOW_MS);
  assert.deepEqual(sides.governments, { speeches: 2, seconds: 171 + 96, over: 0 });
  assert.deepEqual(seats["G-1"], { speeches: 1, seconds: 96, over: 0 });
  assert.deepEqual(constituencies["states"], { speeches: 2, seconds: 171 + 96, over: 0 });
  assert.deepEqual(shares(store, NOW_MS + 100_000).seats["G-1"], { speeches: 1, seconds: 196, over: 16 });
});

test("a reply under way, or a speech on another item, is no part of the balance", () => {
  for (const change of [{ kind: "reply" }, { item: 1 }]) {
    const store = room("member", (all) => Object.assign(all["speech/3"], change));
    assert.deepEqual(balance(store, NOW_MS), { governments: 171, others: 205 });
  }
});

test("a member counts what was said behind closed doors, an associate stands beside the sides", () => {
  const store = room("member", (all) => {
    all["balance/2.members"] = { ...all["balance/2"], inside: true, of_item: { ...all["balance/2"].of_item, sides: { governments: { speeches: 2, seconds: 300, over: 0 }, others: { speeches: 0, seconds: 0, over: 0 } } } };
    Object.assign(all["speech/3"], { seat: null, side: null, constituency: null });
  });
  assert.deepEqual(balance(store, NOW_MS), { governments: 300, others: 0 });
  assert.deepEqual(shares(store, NOW_MS).without_seat, { speeches: 1, seconds: 96, over: 0 });
});

test("the session that is next is the one that begins first, whatever its number", () => {
  const store = room("member", (all) => {
    Object.assign(all["sitting/2"], { state: "scheduled", starts_at: "2026-12-02T09:00:00Z" });
    all["sitting/3"] = { ...all["sitting/2"], id: 3, number: 3, starts_at: "2026-12-01T09:00:00Z" };
  });
  assert.equal(current(store)?.id, 3);
});

test("while a motion is before the group, debate waits, and those who may speak on it are counted", () => {
  const store = room("member", (all) => {
    all["motion/1"] = { id: 1, sitting: 2, item: 2, kind: "close_debate", seat: "G-2", state: "open", permitted: { for: 0, against: 2 }, question: null };
    all["motion/2"] = { ...all["motion/1"], id: 2, kind: "point_of_order", state: "upheld" };
    all["request/91"] = { id: 91, sitting: 2, item: 2, kind: "close_debate", stance: "against", motion: 1, seat: "O-2", person: "p-ravi", note: "", at: NOW };
  });
  assert.equal(openMotion(store)?.id, 1);
  assert.deepEqual(speakers(store, openMotion(store), "against"), { taken: 1, of: 2 });
  assert.equal(hasSpokenOn(store, openMotion(store), "O-2"), true);
  assert.equal(hasSpokenOn(store, openMotion(store), "O-3"), false);
  const kinds = ["statement", "reply", "close_debate", "adjourn", "point_of_order"];
  assert.deepEqual(kinds.map((kind) => waitsForMotion(store, { kind, motion: null })), [true, true, true, false, false]);
  assert.equal(waitsForMotion(store, store.get("request", 91)), false);
});

test("the statement on the page is the newest, adopted or not, unless another is chosen", () => {
  const two = (all) => (all["statement/2"] = { ...all["statement/1"], id: 2, stage: "adopted" });
  assert.equal(statement(room("member", two))?.id, 2);
  assert.equal(statement(room("member", two), 1)?.id, 1);
});

test("parts and paragraphs come in their order", () => {
  const store = room();
  const all = parts(store, statement(store));
  assert.deepEqual(all.map((part) => part.title), ["Changes needed", "Recommendations for action", "One priority"]);
  assert.deepEqual(paragraphs(store, all[1]).map((one) => one.id), [3, 4, 5]);
});

test("amendments stand with their paragraph, or at the start of a part", () => {
  const store = room("member", (all) => {
    all["amendment/9"] = { ...all["amendment/3"], id: 9, label: "A9", paragraph: null };
  });
  assert.deepEqual(amendmentsTo(store, store.get("paragraph", 3)).map((one) => one.label), ["A2"]);
  assert.deepEqual(amendmentsAtStartOf(store, store.get("part", 2)).map((one) => one.label), ["A9"]);
  assert.deepEqual(pendingOf(store, statement(store)).map((one) => one.label), ["A2", "A3", "A9"]);
  assert.equal(does(store, store.get("amendment", 3)), "A3 adds a paragraph after part 2, paragraph 2");
});

test("a statement stands still while a question on it, or on anything in it, is open", () => {
  assert.equal(standsStill(room(), 1), true);
  assert.equal(standsStill(room("member", quiet), 1), false);
  assert.equal(standsStill(room("member", (all) => (all["question/2"].about = null)), 1), false);
  assert.equal(standsStill(room("member", (all) => (all["question/2"].about = { type: "statement", id: 1 })), 1), true);
});

test("brackets left are counted over the whole statement", () => {
  const store = room();
  assert.equal(bracketsLeft(store, statement(store)), 3);
});

test("a vote waits for whoever sat, present, when it opened, and has not voted", () => {
  const store = room();
  const [question] = openQuestions(store);
  assert.equal(waitsForMe(store, question), true);
  store.apply({ seq: 1285, changes: { "ballot/2.O-1": { question: 2, seat: "O-1", choice: "for", at: NOW } } });
  assert.equal(waitsForMe(store, question), false);
  assert.equal(waitsForMe(room("absent"), question), false);
  assert.equal(waitsForMe(room("chair"), question), false);
});

test("who came to a seat after the vote opened has no ballot in it", () => {
  const store = room();
  store.me = { ...store.me, person: "p-successor" };
  assert.equal(myElector(store, openQuestions(store)[0]), undefined);
});

test("turnout is what the server says, or what is in sight", () => {
  const store = room();
  const [question] = openQuestions(store);
  assert.deepEqual(turnout(store, question), { cast: 0, of: 9 });
  store.ephemeral.set("turnout/2", { question: 2, cast: 5, of: 9 });
  assert.deepEqual(turnout(store, question), { cast: 5, of: 9 });
});

test("the board tells waiting from absent, and is counted by side", () => {
  const store = room();
  const seats = board(store, store.get("question", 1));
  assert.equal(seats.length, 12);
  const [governments, others] = counted(seats);
  assert.deepEqual(governments.count, { for: 2, against: 1, abstain: 1, absent: 2 });
  assert.deepEqual(others.count, { for: 5, absent: 1 });
});

test("decisions come the latest first, and a question says what it asks", () => {
  const store = room();
  assert.deepEqual(decisions(store).map((one) => one.number), [1]);
  assert.equal(asks(store, store.get("question", 2)), "Shall amendment A2 to part 2, paragraph 1 be adopted?");
});

test("a tie may be taken again where the rules have it: once, but for a second vote voided or without a quorum", () => {
  const tied = (more = () => {}) =>
    room("chair", (all) => {
      const group = Object.keys(all).find((key) => key.startsWith("group/"));
      all[group].settings.second_vote = true;
      Object.assign(all["question/1"], { outcome: "rejected", again_of: null });
      all["question/1"].result.tie = true;
      more(all, group);
    });
  const may = (store) => mayBeTakenAgain(store, store.get("question", 1));
  const second = (facts) => (all) => (all["question/2"] = { ...all["question/2"], again_of: 1, ...facts });
  assert.equal(may(tied()), true);
  assert.equal(may(tied((all, group) => (all[group].settings.second_vote = false))), false);
  assert.equal(may(tied((all) => (all["question/1"].result.tie = false))), false);
  assert.equal(may(tied((all) => (all["question/1"].again_of = 7))), false);
  assert.equal(may(tied(second({ state: "closed", outcome: "rejected" }))), false);
  assert.equal(may(tied(second({ state: "void" }))), true);
  const without = tied(second({ state: "closed", outcome: "no_quorum" }));
  assert.equal(may(without), true);
  assert.deepEqual(takenAgain(without, without.get("question", 1)).map((one) => one.number), [2]);
});

test("the one thing to do now: an open vote comes before everything", () => {
  const hint = next(room("government"), clock());
  assert.equal(hint.lead, "Vote now.");
  assert.deepEqual(hint.button?.go, { to: "vote" });
});

test("then checking in, having the floor, being next", () => {
  assert.equal(next(room("absent", quiet), clock()).button?.command, "presence.check_in");
  assert.equal(next(room("government", quiet), clock()).lead, "You have the floor.");
  assert.equal(next(room("waiting", quiet), clock()).lead, "You are next.");
});

test("who moved an amendment hears that it must be redrafted, or what became of it", () => {
  const redraft = room("member", (all) => {
    quiet(all);
    all["amendment/2"].state = "redraft";
  });
  assert.deepEqual(next(redraft, clock()).button?.go, { to: "amendment", id: 2 });
  const decided = room("member", (all) => {
    quiet(all);
    all["question/1"].closed_at = NOW;
  });
  assert.equal(next(decided, clock()).lead, "Your amendment A1 was adopted.");
  assert.equal(next(decided, clock(), new Set(["news 1"])).tone, "calm");
});

test("the chair is told to open, to end what runs over, to call the next, to close when all have voted", () => {
  const planned = (all) => {
    quiet(all);
    all["sitting/2"].state = "scheduled";
    delete all["speech/3"];
  };
  assert.equal(next(room("chair", planned), clock()).button?.command, "sitting.open");
  const few = room("chair", (all) => {
    planned(all);
    ["1", "2", "3"].forEach((id) => delete all[`attendance/${id}`]);
  });
  assert.equal(next(few, clock()).text, "1 more government must check in before the session can open.");
  const over = room("chair", (all) => {
    quiet(all);
    all["speech/3"].spoken = 200;
  });
  assert.equal(next(over, clock()).button?.command, "floor.end");
  const idle = room("chair", (all) => {
    quiet(all);
    delete all["speech/3"];
  });
  assert.equal(next(idle, clock()).button?.command, "floor.call");
  const voted = room("chair");
  voted.ephemeral.set("turnout/2", { question: 2, cast: 9, of: 9 });
  assert.equal(next(voted, clock()).lead, "Everyone present has voted.");
});

test("what changed is told in sentences: the turn, the vote, the result", () => {
  const store = room("member", (all) => {
    quiet(all);
    delete all["speech/3"];
  });
  const before = moment(store);
  assert.deepEqual(news(before, store), []);
  const later = records();
  store.apply({ seq: 1285, changes: { "speech/3": later["speech/3"], "question/2": later["question/2"] } });
  assert.deepEqual(news(before, store), ["Senegal has the floor.", "A vote is open: Shall amendment A2 to part 2, paragraph 1 be adopted?"]);
  const middle = moment(store);
  store.apply({ seq: 1286, changes: { "question/2": { ...later["question/2"], state: "closed", outcome: "rejected" } } });
  assert.deepEqual(news(middle, store), ["Amendment A2: rejected."]);
  store.apply({ seq: 1287, changes: { "question/1": null } });
  const without = moment(store);
  store.apply({ seq: 1288, changes: { "question/1": later["question/1"], "question/3": { ...later["question/2"], id: 3, number: 3, method: "secret" } } });
  assert.deepEqual(news(without, store), [
    "A vote is open (secret): Shall amendment A2 to part 2, paragraph 1 be adopted?",
    "Amendment A1: adopted. 7 for, 1 against, 1 abstained.",
  ]);
});

/** The open vote, taken by another method. */
const by = (method, more = {}) => (all) => {
  Object.assign(all["question/2"], { method, ...more });
  let turn = 0;
  for (const one of Object.values(all)) {
    if ("called" in one && one.question === 2 && one.present && method === "roll_call") one.called = (turn += 1);
  }
};

test("a secret vote waits for who has not voted, and never shows on the board who voted how", () => {
  const store = room("member", by("secret"));
  const question = store.get("question", 2);
  assert.equal(next(store, clock()).lead, "Vote now, in secret.");
  assert.deepEqual(new Set(board(store, question).map((one) => one.name)), new Set([""]));
  assert.deepEqual(new Set(board(store, question).map((one) => one.mark)), new Set(["waiting", "absent"]));
  const mine = myElector(store, question).seat;
  store.apply({ seq: 1285, changes: { [`signature/2.${mine}`]: { question: 2, seat: mine } } });
  assert.equal(waitsForMe(store, question), false);
  assert.equal(next(store, clock()).lead, "You have voted.");
  const heads = { for: 2, against: 1, abstain: 1, not_voting: 0, absent: 2 };
  const closed = { ...question, state: "closed", result: { outcome: "adopted", tally: { "side:governments": { heads, weight: {} } } } };
  const marks = board(store, closed).filter((one) => one.side === "governments");
  assert.deepEqual(marks.map((one) => one.mark), ["for", "for", "abstain", "against", "absent", "absent"]);
});

test("in a roll call the seat that is called is told to answer, and the clerk whom to call", () => {
  const store = room("member", by("roll_call"));
  const mine = myElector(store, store.get("question", 2));
  const order = roll(store, store.get("question", 2)).map((one) => one.seat);
  assert.equal(calledNow(store, store.get("question", 2)).seat, order[0]);
  assert.equal(waitsForMe(store, store.get("question", 2)), false);
  for (const [i, seat] of order.entries()) {
    if (seat === mine.seat) break;
    store.apply({ seq: 1285 + i, changes: { [`ballot/2.${seat}`]: { question: 2, seat, choice: "for", at: NOW } } });
  }
  assert.equal(next(store, clock()).lead, `${mine.delegation} is called.`);
  const chair = next(room("chair", by("roll_call")), clock());
  assert.match(chair.lead, /^Call /);
  assert.deepEqual(chair.button?.go, { to: "vote" });
});

test("in a show of hands members raise them until their half is counted, and the chair enters both", () => {
  const counted = { side: "governments", for: 2, against: 1, abstain: 0 };
  const store = room("chair", by("hands", { hands: [] }));
  assert.equal(next(store, clock()).lead, "Count the hands.");
  assert.equal(next(room("chair", by("hands", { hands: [counted] })), clock()).text, "One half is still to be counted.");
  const done = room("chair", by("hands", { hands: [counted, { ...counted, side: "others" }] }));
  assert.equal(next(done, clock()).lead, "Both halves are counted.");
  assert.equal(next(room("member", by("hands", { hands: [] })), clock()).lead, "Raise your hand when the chair asks.");
  assert.deepEqual(turnout(done, done.get("question", 2)).cast, 6);
});
