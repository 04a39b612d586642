import assert from "node:assert/strict";
import { test } from "node:test";
import { shortcuts } from "../../static/src/shortcuts.js";
import { Store } from "../../static/src/store.js";
import { boot, records } from "./fixtures/room.js";

for (const who of ["member", "chair"]) {
  test(`no key does two things for a ${who}`, () => {
    const store = new Store(boot(who, records()));
    const keys = shortcuts({ store, ui: {}, gallery: false, whyNot: () => null }).flatMap(({ keys }) => keys.map(({ key }) => key));
    assert.deepEqual(keys.filter((key, i) => keys.indexOf(key) !== i), []);
  });
}
