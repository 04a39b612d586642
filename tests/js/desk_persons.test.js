import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../static/src/store.js";
import { credentialName, misfit, persons } from "../../static/src/views/desk/persons.js";

const seat = (id, constituency, more = {}) => ({ id, side: id.startsWith("G") ? "governments" : "others", number: Number(id.slice(2)), constituency, delegation: null, holder: null, alternate: null, weight: "1", ...more });
const store = () =>
  new Store({
    me: null,
    snapshot: {
      seq: 1,
      records: {
        "constituency/1": { id: 1, code: "g", side: "governments", name: "Governments", seats: 2, minimum: 0, migrants: false, position: 1 },
        "constituency/2": { id: 2, code: "m", side: "others", name: "Migrants", seats: 1, minimum: 1, migrants: true, position: 2 },
        "constituency/3": { id: 3, code: "c", side: "others", name: "Civil society", seats: 1, minimum: 0, migrants: false, position: 3 },
        "seat/G-1": seat("G-1", 1, { holder: "p-ama", delegation: "Ghana" }),
        "seat/G-2": seat("G-2", 1),
        "seat/O-1": seat("O-1", 2),
        "seat/O-2": seat("O-2", 3),
        "credential/1": { id: 1, person: "p-ama", constituency: 1, delegation: "Ghana" },
        "credential/2": { id: 2, person: "p-lin", constituency: 2, delegation: "Migrant Forum" },
        "office/1": { id: 1, office: "chair", title: "", person: "p-zoe" },
        "office/2": { id: 2, office: "chair", title: "", person: "p-ama" },
      },
      directory: { "p-ama": { name: "Ama" }, "p-lin": { name: "Lin" }, "p-zoe": { name: "Zoë" } },
    },
  });
const who = (name) => persons(store()).find((one) => one.name === name);
const why = (name, id, as = "holder") => misfit(store(), who(name), store().get("seat", id), as);

test("everybody with a credential, an office or a seat is listed once, by name", () => {
  assert.deepEqual(persons(store()).map(({ name }) => name), ["Ama", "Lin", "Zoë"]);
  assert.equal(who("Ama").offices.length, 1);
  assert.equal(who("Ama").seat.id, "G-1");
  assert.equal(who("Ama").as, "holder");
});

test("a credential is called by its delegation and constituency", () => {
  assert.equal(credentialName(store(), who("Lin").credential), "Migrant Forum (Migrants)");
});

test("a fitting credential lets a person sit", () => assert.equal(why("Lin", "O-1"), ""));

test("nobody sits without a credential", () => assert.equal(why("Zoë", "G-2"), "no credential"));

test("nobody sits for another constituency or the other side", () => {
  assert.equal(why("Lin", "O-2"), "credential for Migrants");
  assert.equal(why("Lin", "G-2"), "credential of the other side: Migrants");
});

test("nobody sits twice, and a holder is not their own alternate", () => {
  assert.equal(why("Ama", "G-2"), "sits at G-1");
  assert.equal(why("Ama", "G-1", "alternate"), "holds this seat");
});
