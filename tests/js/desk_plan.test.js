import assert from "node:assert/strict";
import { test } from "node:test";
import { changeFaults, codeFor, effect, faults, guarantee, places } from "../../static/src/views/desk/lawful.js";

/** @returns {import("../../static/src/views/desk/lawful.js").Plan} */
const plan = () => ({
  pairs: 10,
  constituencies: [
    { code: "origin", side: "governments", name: "Countries of origin", seats: 6, minimum: 0, migrants: false },
    { code: "destination", side: "governments", name: "Countries of destination", seats: 4, minimum: 0, migrants: false },
    { code: "migrants", side: "others", name: "Migrants and diaspora", seats: 6, minimum: 5, migrants: true },
    { code: "civil", side: "others", name: "Civil society", seats: 4, minimum: 0, migrants: false },
  ],
});
const nobody = { held: [], accredited: [] };
const texts = (found) => found.map(({ text }) => text);

test("a lawful plan has no faults", () => assert.deepEqual(faults(plan()), []));

test("migrants are guaranteed half of the others, rounded up", () => {
  assert.deepEqual([1, 2, 7, 10].map(guarantee), [1, 1, 4, 5]);
});

test("the guarantee just below, exactly at and just above what is needed", () => {
  for (const [minimum, lawful] of [[4, false], [5, true], [6, true]]) {
    const edited = plan();
    edited.constituencies[2].minimum = minimum;
    assert.equal(faults(edited).length === 0, lawful, `${minimum}`);
  }
});

test("the guarantee counts only constituencies of migrants among the others", () => {
  const edited = plan();
  edited.constituencies[2].migrants = false;
  assert.match(texts(faults(edited))[0], /guaranteed 0 of the others' 10 seats, and must be guaranteed at least 5/);
});

test("each side has exactly its seats: one too few and one too many are said with both numbers", () => {
  for (const seats of [3, 5]) {
    const edited = plan();
    edited.constituencies[1].seats = seats;
    assert.deepEqual(faults(edited).map(({ where }) => where), ["governments"]);
    assert.match(texts(faults(edited))[0], new RegExp(`have ${6 + seats} seats together and the side has 10`));
  }
});

test("no constituency has fewer seats than it is guaranteed", () => {
  const edited = plan();
  edited.constituencies[2].seats = 4;
  edited.constituencies[3].seats = 6;
  assert.deepEqual(faults(edited).map(({ where }) => where), ["share migrants"]);
});

test("migrants sit among the others", () => {
  const edited = plan();
  edited.constituencies[0].migrants = true;
  assert.deepEqual(faults(edited).map(({ where }) => where), ["share origin"]);
});

test("a plan has 1 to 1,000 pairs, as a whole number", () => {
  for (const pairs of [0, 1001, 2.5, NaN]) assert.deepEqual(faults({ ...plan(), pairs }).map(({ where }) => where), ["pairs"]);
});

test("empty and broken numbers are faults of their constituency", () => {
  for (const seats of [NaN, -1, 1.5]) {
    const edited = plan();
    edited.constituencies[1].seats = seats;
    assert.ok(faults(edited).some(({ where }) => where === "share destination"));
  }
});

test("a constituency has a name", () => {
  const edited = plan();
  edited.constituencies[3].name = "  ";
  assert.deepEqual(faults(edited).map(({ where }) => where), ["share civil"]);
});

test("every constituency takes consecutive seats of its side", () => {
  const found = places(plan());
  assert.equal(found.size, 20);
  assert.equal(found.get("G-6"), "origin");
  assert.equal(found.get("G-7"), "destination");
  assert.equal(found.get("O-10"), "civil");
});

test("a plan does not shrink under somebody, and says whom to vacate", () => {
  const smaller = plan();
  smaller.pairs = 9;
  smaller.constituencies[1].seats = 3;
  smaller.constituencies[3].seats = 3;
  assert.deepEqual(faults(smaller), []);
  assert.deepEqual(changeFaults(plan(), smaller, nobody), []);
  assert.match(texts(changeFaults(plan(), smaller, { ...nobody, held: ["G-1", "O-10"] }))[0], /Vacate first: O-10\.$/);
});

test("a held seat does not move to another constituency", () => {
  const moved = plan();
  moved.constituencies[0].seats = 5;
  moved.constituencies[1].seats = 5;
  assert.match(texts(changeFaults(plan(), moved, { ...nobody, held: ["G-6", "G-7"] }))[0], /Vacate first: G-6;/);
});

test("a constituency for which somebody is accredited is kept", () => {
  const without = plan();
  without.constituencies.splice(3, 1);
  without.constituencies[2].seats = 10;
  assert.match(texts(changeFaults(plan(), without, { held: [], accredited: ["civil"] }))[0], /credential for Civil society/);
});

test("it says which seats a change adds or removes", () => {
  const larger = plan();
  larger.pairs = 11;
  larger.constituencies[1].seats = 5;
  larger.constituencies[3].seats = 5;
  assert.equal(effect(plan(), larger), "Saving it adds the seats G-11 and O-11.");
  assert.equal(effect(larger, plan()), "Saving it removes the seats G-11 and O-11.");
  const reordered = plan();
  reordered.constituencies.push(...reordered.constituencies.splice(0, 1));
  assert.equal(effect(plan(), reordered), "Saving it gives the seats G-1 … G-10 to another constituency.");
  assert.equal(effect(plan(), plan()), "");
});

test("codes come from names, each once, in any script", () => {
  assert.equal(codeFor("Société civile", []), "societe-civile");
  assert.equal(codeFor("Société civile", ["societe-civile"]), "societe-civile-2");
  assert.equal(codeFor("المهاجرون", []), "constituency");
});
