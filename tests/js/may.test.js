import assert from "node:assert/strict";
import { test } from "node:test";
import { whyNot } from "../../static/src/may.js";
import { COMMANDS, ME } from "./fixtures/room.js";

const open = { state: "open" };
const at = (me, more = {}) => ({ commands: COMMANDS, me, acts: true, sitting: open, ...more });

test("a member may ask for the floor in an open session", () => {
  assert.equal(whyNot("floor.ask", at(ME.member)), null);
});

test("nobody may what is not in the table", () => {
  assert.equal(whyNot("floor.dance", at(ME.chair)), "unknown");
});

test("a visitor without sign-in may nothing", () => {
  assert.equal(whyNot("floor.ask", at(null)), "role");
});

test("a role that the command does not name is refused", () => {
  assert.equal(whyNot("floor.call", at(ME.member)), "role");
  assert.equal(whyNot("vote.cast", at(ME.chair)), "role");
});

test("an alternate waits while the holder acts for the seat", () => {
  const alternate = { ...ME.member, roles: ["alternate"] };
  assert.equal(whyNot("floor.ask", at(alternate, { acts: false })), "acts");
  assert.equal(whyNot("floor.ask", at(alternate, { acts: true })), null);
});

test("an office does not need a seat to act for", () => {
  const chairing = { ...ME.member, roles: ["alternate", "chair"] };
  assert.equal(whyNot("floor.end", at(chairing, { acts: false })), null);
});

test("a command out of its phase is refused, also when there is no session at all", () => {
  assert.equal(whyNot("floor.ask", at(ME.member, { sitting: { state: "suspended" } })), "when");
  assert.equal(whyNot("floor.ask", at(ME.member, { sitting: undefined })), "when");
});

test("a command on a text is refused in a stage that is not its own", () => {
  assert.equal(whyNot("amendment.table", at(ME.member, { statement: { stage: "drafting" } })), "stage");
  assert.equal(whyNot("amendment.table", at(ME.member, { statement: { stage: "negotiation" } })), null);
});
