/**
 * Which seat plans are lawful, as the rules of the house have it (`domain/seats.py`, in the same words): here so that
 * a plan says while it is edited why it cannot be saved. The server checks it again.
 *
 * @import {Side} from "../../types.js"
 */

import { list, t } from "../../i18n.js";
import { SIDES } from "../../select/seats.js";

/**
 * @typedef {{code: string, side: Side, name: string, seats: number, minimum: number, migrants: boolean}} Share
 * @typedef {{pairs: number, constituencies: Share[]}} Plan
 * @typedef {{where: string, text: string}} Fault  `where`: "pairs", a side, or "share CODE" of a constituency
 */

export const PAIRS_AT_MOST = 1000;
export const CONSTITUENCIES_AT_MOST = 200;

/** The seats that migrants and diaspora are guaranteed among the others: half of the side, rounded up. @param {number} pairs */
export const guarantee = (pairs) => Math.ceil(pairs / 2);

/** The constituencies of one side, in order. @param {Plan} plan @param {Side} side */
export const of = (plan, side) => plan.constituencies.filter((one) => one.side === side);

/** @param {Share[]} shares @param {"seats" | "minimum"} field */
export const sum = (shares, field) => shares.reduce((total, one) => total + (one[field] || 0), 0);

/** How many seats migrants and diaspora are guaranteed. @param {Plan} plan */
export const guaranteed = (plan) => sum(of(plan, "others").filter((one) => one.migrants), "minimum");

/**
 * Everything that keeps a plan from being lawful; nothing where it is.
 * @param {Plan} plan
 * @returns {Fault[]}
 */
export function faults(plan) {
  const { pairs, constituencies } = plan;
  if (!Number.isInteger(pairs) || pairs < 1 || pairs > PAIRS_AT_MOST) {
    return [{ where: "pairs", text: t("A plan has 1 to %(most)s pairs of seats. Choose a whole number in that range.", { most: PAIRS_AT_MOST }) }];
  }
  const found = constituencies.flatMap(ofShare);
  for (const side of SIDES) {
    const total = sum(of(plan, side), "seats");
    if (total !== pairs) found.push({ where: side, text: notFilled(side, { total, pairs }) });
  }
  const facts = { guaranteed: guaranteed(plan), pairs, needed: guarantee(pairs) };
  if (facts.guaranteed < facts.needed) {
    found.push({
      where: "others",
      text: t(
        "Migrants and diaspora are guaranteed %(guaranteed)s of the others' %(pairs)s seats, and must be" +
          " guaranteed at least %(needed)s. Raise the guaranteed minimum of their constituencies.",
        facts,
      ),
    });
  }
  if (constituencies.length > CONSTITUENCIES_AT_MOST) {
    found.push({ where: "pairs", text: t("A plan has at most %(most)s constituencies.", { most: CONSTITUENCIES_AT_MOST }) });
  }
  return found;
}

/** @param {Share} one @returns {Fault[]} */
function ofShare(one) {
  const where = `share ${one.code}`;
  if (!one.name.trim()) return [{ where, text: t("Every constituency needs a name.") }];
  const { name, minimum, seats } = one;
  if (!Number.isInteger(seats) || !Number.isInteger(minimum) || seats < 0 || minimum < 0) {
    return [{ where, text: t("%(name)s: write whole numbers, 0 or more.", { name }) }];
  }
  if (seats < minimum) {
    return [{
      where,
      text: t(
        "%(name)s is guaranteed %(minimum)s seats and would have %(seats)s." +
          " Give it at least %(minimum)s, or lower the guarantee.",
        { name, minimum, seats },
      ),
    }];
  }
  if (one.migrants && one.side !== "others") {
    return [{ where, text: t("Migrants and diaspora sit among the others. Move %(name)s there, or take the mark off.", { name }) }];
  }
  return [];
}

/** @param {Side} side @param {{total: number, pairs: number}} facts */
const notFilled = (side, facts) =>
  side === "governments"
    ? t("The governments' constituencies have %(total)s seats together and the side has %(pairs)s. Change their seats until the sum is %(pairs)s.", facts)
    : t("The others' constituencies have %(total)s seats together and the side has %(pairs)s. Change their seats until the sum is %(pairs)s.", facts);

/**
 * Every seat of a plan with the code of its constituency: each constituency takes consecutive numbers.
 * @param {Plan} plan
 * @returns {Map<string, string>}
 */
export function places(plan) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const side of SIDES) {
    let number = 0;
    for (const one of of(plan, side)) {
      for (let i = 0; i < one.seats; i += 1) found.set(`${side === "governments" ? "G" : "O"}-${++number}`, one.code);
    }
  }
  return found;
}

/**
 * What keeps one plan from following another: a plan changes around the people in it.
 * @param {Plan} before
 * @param {Plan} after
 * @param {{held: string[], accredited: string[]}} people  seats with somebody on them, in the order people list them;
 *   the codes of constituencies that somebody has a credential for
 * @returns {Fault[]}
 */
export function changeFaults(before, after, { held, accredited }) {
  const [was, will] = [places(before), places(after)];
  /** @type {Fault[]} */
  const found = [];
  const gone = held.filter((seat) => !will.has(seat));
  if (gone.length) {
    found.push({ where: "pairs", text: t("The new plan has no seat %(seats)s, and someone sits there. Vacate first: %(seats)s.", { seats: gone.join(", ") }) });
  }
  const moved = held.filter((seat) => will.has(seat) && was.get(seat) !== will.get(seat));
  if (moved.length) {
    found.push({
      where: "pairs",
      text: t(
        "The new plan gives held seats to another constituency. Vacate first: %(seats)s;" +
          " or keep the order and the size of the constituencies before them.",
        { seats: moved.join(", ") },
      ),
    });
  }
  for (const one of before.constituencies) {
    if (accredited.includes(one.code) && !after.constituencies.some(({ code }) => code === one.code)) {
      found.push({ where: one.side, text: t("Somebody has a credential for %(name)s. Revoke it first, or keep the constituency.", { name: one.name }) });
    }
  }
  return found;
}

/** What a change does to the seats, in a sentence, or nothing. @param {Plan} before @param {Plan} after */
export function effect(before, after) {
  const [was, will] = [places(before), places(after)];
  const added = [...will.keys()].filter((seat) => !was.has(seat));
  const removed = [...was.keys()].filter((seat) => !will.has(seat));
  if (added.length) return t("Saving it adds the seats %(seats)s.", { seats: several(added) });
  if (removed.length) return t("Saving it removes the seats %(seats)s.", { seats: several(removed) });
  const moved = [...will].filter(([seat, code]) => was.get(seat) !== code).map(([seat]) => seat);
  if (moved.length) return t("Saving it gives the seats %(seats)s to another constituency.", { seats: several(moved) });
  return "";
}

/** @param {string[]} seats */
function several(seats) {
  if (seats.length <= 4) return list(seats);
  const [first, last] = [seats.filter((one) => one.startsWith("G")), seats.filter((one) => one.startsWith("O"))];
  return list([first, last].filter((half) => half.length).map((half) => `${half[0]} … ${half.at(-1)}`));
}

/**
 * A code for a constituency that has none yet: of its name where that is written in Latin letters.
 * @param {string} name
 * @param {string[]} taken
 */
export function codeFor(name, taken) {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 30) || "constituency";
  if (!taken.includes(plain)) return plain;
  for (let n = 2; ; n += 1) if (!taken.includes(`${plain}-${n}`)) return `${plain}-${n}`;
}
