import assert from "node:assert/strict";
import { test } from "node:test";
import { half, HEIGHT, WIDTH } from "../../static/src/hemicycle.js";

for (const n of [1, 2, 6, 10, 17, 40, 100, 250]) {
  test(`${n} seats a side: every seat has a place of its own, inside the picture and on its side`, () => {
    const left = half(n, "left");
    const right = half(n, "right");
    assert.equal(left.places.length, n);
    const { radius } = left;
    for (const [i, place] of left.places.entries()) {
      assert.ok(place.x - radius >= 0 && place.x < WIDTH / 2);
      assert.ok(place.y - radius >= 0 && place.y + radius <= HEIGHT);
      assert.ok(Math.abs(WIDTH - place.x - right.places[i].x) < 0.2, "mirrored");
      assert.equal(place.y, right.places[i].y);
      for (const other of left.places.slice(i + 1)) {
        assert.ok(Math.hypot(place.x - other.x, place.y - other.y) >= radius * 1.98, "seats do not overlap");
      }
    }
  });
}

test("a side without seats has no places", () => {
  assert.deepEqual(half(0, "left").places, []);
});
