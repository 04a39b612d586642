import assert from "node:assert/strict";
import { test } from "node:test";
import { moment, nextHour, onTheWall } from "../../static/src/views/desk/zone.js";

test("an hour in the group's zone is the same moment everywhere", () => {
  assert.deepEqual(moment("2026-11-21T18:40", "Africa/Accra"), { at: "2026-11-21T18:40:00Z", twice: false });
  assert.deepEqual(moment("2026-11-21T18:40", "Asia/Kathmandu"), { at: "2026-11-21T12:55:00Z", twice: false });
  assert.deepEqual(moment("2026-07-01T09:00", "America/New_York"), { at: "2026-07-01T13:00:00Z", twice: false });
});

test("the day may be another one", () => {
  assert.equal(moment("2026-03-01T01:00", "Pacific/Auckland")?.at, "2026-02-28T12:00:00Z");
  assert.equal(moment("2026-02-28T23:00", "Pacific/Honolulu")?.at, "2026-03-01T09:00:00Z");
});

test("an hour that clocks skip is no moment", () => {
  assert.equal(moment("2026-03-29T02:30", "Europe/Berlin"), null);
  assert.equal(moment("2026-03-29T03:00", "Europe/Berlin")?.at, "2026-03-29T01:00:00Z");
  assert.equal(moment("2026-03-29T01:59", "Europe/Berlin")?.at, "2026-03-29T00:59:00Z");
});

test("an hour that comes twice is its first time, and is known to come twice", () => {
  assert.deepEqual(moment("2026-10-25T02:30", "Europe/Berlin"), { at: "2026-10-25T00:30:00Z", twice: true });
  assert.deepEqual(moment("2026-10-25T03:00", "Europe/Berlin"), { at: "2026-10-25T02:00:00Z", twice: false });
});

test("nothing typed is no moment", () => assert.equal(moment("", "UTC"), null));

test("there and back is the same", () => {
  for (const zone of ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"]) {
    for (const local of ["2026-01-15T00:00", "2026-06-30T23:59"]) assert.equal(onTheWall(Date.parse(moment(local, zone)?.at ?? ""), zone), local);
  }
});

test("the next full hour is full in a zone of half hours too", () => {
  assert.equal(nextHour(Date.parse("2026-11-21T18:40:00Z"), "Asia/Kathmandu"), "2026-11-22T01:00");
  assert.equal(nextHour(Date.parse("2026-11-21T18:00:00Z"), "UTC"), "2026-11-21T18:00");
});
