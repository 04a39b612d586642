import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurn } from "../../static/src/in_turn.js";
import { Ui } from "../../static/src/ui.js";

test("two changes before the page is drawn again are both kept", () => {
  const ui = new Ui("room me");
  ui.write("amend 1", { text: "Borders stay open.", reason: "" });
  ui.change("amend 1", { text: "Borders stay open at night." });
  ui.change("amend 1", { reason: "At night too." });
  assert.deepEqual(ui.draft("amend 1"), { text: "Borders stay open at night.", reason: "At night too." });
});

test("an act begins when the one before has ended, and also when that one failed", async () => {
  const moved = inTurn();
  const happened = [];
  const waits = (name, ends) => async () => {
    happened.push(`${name} begins`);
    await Promise.resolve();
    happened.push(`${name} ends`);
    if (ends === "badly") throw new Error(name);
  };
  moved(waits("first", "badly"));
  await new Promise((resolve) => {
    moved(waits("second", "well"));
    moved(async () => resolve(null));
  });
  assert.deepEqual(happened, ["first begins", "first ends", "second begins", "second ends"]);
});
