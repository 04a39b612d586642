import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Clock } from "../../static/src/clock.js";
import { sender } from "../../static/src/commands.js";
import { Line } from "../../static/src/socket.js";
import { Store } from "../../static/src/store.js";
import { boot } from "./fixtures/room.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const settle = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

/** A line whose other end is played by the test. */
function line({ join = () => ({ ok: true, entries: [], directory: {}, now: "2026-11-21T14:20:00Z" }), get = async () => ({ entries: [], directory: {} }) } = {}) {
  const listeners = {};
  const wire = {
    connected: false,
    on: (event, listener) => (listeners[event] = listener),
    emit: (event, data, answer) => Promise.resolve(join(data)).then((told) => told && answer(told)),
    connect() {
      if (wire.connected) return;
      wire.connected = true;
      listeners.connect?.();
    },
    disconnect() {
      if (!wire.connected) return;
      wire.connected = false;
      listeners.disconnect?.();
    },
  };
  const asked = [];
  const store = new Store(boot());
  const one = new Line({
    wire,
    group: "stranded-migrants",
    store,
    clock: new Clock(),
    changed: () => {},
    get: (path) => {
      asked.push(path);
      return get(path, store);
    },
  });
  return { line: one, wire, store, asked, hear: (event, frame) => listeners[event](frame) };
}

test("it joins from the last entry held and takes what was missed", async () => {
  let after;
  const { line: one, store } = line({
    join: (data) => {
      after = data.after;
      return { ok: true, entries: [{ seq: 1285, changes: { "item/1": null } }], directory: {} };
    },
  });
  assert.equal(one.state, "connecting");
  one.open();
  await settle();
  assert.equal(after, 1284);
  assert.equal(store.seq, 1285);
  assert.equal(one.state, "live");
});

test("entries that come before the answer to the join wait for it", async () => {
  const played = line({ join: () => ({ ok: true, entries: [{ seq: 1285 }], directory: {} }) });
  played.line.open();
  played.hear("entries", { entries: [{ seq: 1286 }] });
  assert.equal(played.store.seq, 1284);
  await settle();
  assert.equal(played.store.seq, 1286);
});

test("a gap is fetched over HTTP, and what came after it is kept", async () => {
  const played = line({ get: async () => ({ entries: [{ seq: 1285 }, { seq: 1286 }], directory: {} }) });
  let pages = 0;
  played.line.open();
  await settle();
  played.hear("entries", { entries: [{ seq: 1287 }] });
  assert.equal(played.line.state, "catching up");
  pages = played.asked.length;
  await settle();
  assert.ok(pages >= 1);
  assert.equal(played.asked[0], "entries?after=1284");
  assert.equal(played.store.seq, 1287);
  assert.equal(played.line.state, "live");
});

test("many frames after a gap ask only once", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const played = line({ get: async (path) => (await held, path.endsWith("1284") ? { entries: [{ seq: 1285 }], directory: {} } : { entries: [], directory: {} }) });
  played.line.open();
  await settle();
  for (let seq = 1286; seq < 1290; seq += 1) played.hear("entries", { entries: [{ seq }] });
  assert.equal(played.asked.length, 1);
  release();
  await settle();
  assert.equal(played.store.seq, 1289);
});

test("too much missed means a new snapshot, and joining again", async () => {
  let joins = 0;
  const played = line({
    join: () => (joins++ === 0 ? { ok: true, resync: true } : { ok: true, entries: [], directory: {} }),
    get: async () => ({ seq: 9000, records: {}, directory: {}, me: null }),
  });
  played.line.open();
  await settle();
  assert.deepEqual(played.asked, ["snapshot"]);
  assert.equal(played.store.seq, 9000);
  assert.equal(joins, 2);
  assert.equal(played.line.state, "live");
});

test("when our rights changed it starts again without calling the line lost", async () => {
  const states = [];
  const played = line({ get: async () => ({ seq: 1300, records: {}, directory: {}, me: null }) });
  played.line.open();
  await settle();
  played.hear("again");
  played.wire.disconnect();
  states.push(played.line.state);
  await settle();
  assert.deepEqual(states, ["catching up"]);
  assert.equal(played.store.seq, 1300);
  assert.equal(played.line.state, "live");
});

test("a lost line says so at once and when it tries again", async () => {
  const played = line();
  played.line.open();
  await settle();
  played.wire.disconnect();
  assert.equal(played.line.state, "lost");
  assert.ok(played.line.retryAt > Date.now());
  mock.timers.tick(2_000);
  await settle();
  assert.equal(played.line.state, "live");
});

test("a join that is not answered is a lost line", async () => {
  const played = line({ join: () => null });
  played.line.open();
  await settle();
  mock.timers.tick(8_000);
  await settle();
  assert.equal(played.line.state, "lost");
});

test("a refused join or connection says that the reader is out, and stops trying", async () => {
  const played = line({ join: () => ({ ok: false, code: "not_allowed" }) });
  played.line.open();
  await settle();
  assert.equal(played.line.state, "out");
  const other = line();
  other.hear("connect_error", { message: "Connection rejected by server" });
  assert.equal(other.line.state, "out");
  other.hear("connect_error", { message: "websocket error" });
  assert.equal(other.line.state, "out");
});

test("turnout and clock frames are taken as they come", async () => {
  const played = line();
  played.hear("turnout", { question: 2, cast: 3, of: 9 });
  assert.equal(played.store.ephemeral.get("turnout/2").cast, 3);
});

/** A fetch that gives these answers in turn; a string is a network failure. */
function answers(...list) {
  const sent = [];
  const fetch = async (url, init) => {
    sent.push({ url, key: init.headers["Idempotency-Key"], token: init.headers["X-CSRFToken"], body: init.body });
    const next = list.shift();
    if (typeof next === "string") throw new TypeError(next);
    return { status: next.status ?? 200, json: async () => next.body };
  };
  let keys = 0;
  const send = sender({ base: "/api/groups/g/commands/", csrf: () => "token", fetch, newKey: () => `key-${(keys += 1)}`, sleep: async () => {} });
  return { send, sent };
}

test("a command travels with a key of its own and the page's token", async () => {
  const { send, sent } = answers({ body: { ok: true, seq: 5, made: { request: 1 } } }, { body: { ok: true, seq: 6 } });
  assert.deepEqual(await send("floor.ask", { kind: "statement" }), { ok: true, seq: 5, made: { request: 1 } });
  assert.deepEqual(await send("floor.ask", { kind: "statement" }), { ok: true, seq: 6, made: {} });
  assert.equal(sent[0].url, "/api/groups/g/commands/floor.ask");
  assert.equal(sent[0].token, "token");
  assert.notEqual(sent[0].key, sent[1].key);
});

test("when the network fails it asks again with the same key", async () => {
  const { send, sent } = answers("network", { status: 502, body: null }, { body: { ok: true, seq: 5, made: {} } });
  assert.equal((await send("vote.cast", { question: 2, choice: "for" })).ok, true);
  assert.deepEqual(sent.map((one) => one.key), ["key-1", "key-1", "key-1"]);
});

test("a refusal is an answer: it is not sent again, and the next try has a new key", async () => {
  const { send, sent } = answers({ status: 409, body: { ok: false, code: "already_so", message: "It is so already.", facts: {} } }, { body: { ok: true, seq: 1 } });
  assert.deepEqual(await send("floor.pause"), { ok: false, code: "already_so", message: "It is so already.", facts: {} });
  await send("floor.pause");
  assert.deepEqual(sent.map((one) => one.key), ["key-1", "key-2"]);
});

test("a command whose fate stays unknown keeps its key for the next time", async () => {
  const { send, sent } = answers("a", "b", "c", "d", "e", "f", { body: { ok: true, seq: 9 } });
  assert.equal((await send("vote.cast", { choice: "for" })).code, "no_answer");
  assert.equal((await send("vote.cast", { choice: "for" })).ok, true);
  assert.equal(new Set(sent.map((one) => one.key)).size, 1);
});

/** A sender whose commands go up a line with these answers in turn; undefined: it does not carry. */
function upTheLine(ways, ...list) {
  const up = [];
  const { sent, ...over } = ways;
  let keys = 0;
  const send = sender({
    ...over,
    newKey: () => `key-${(keys += 1)}`,
    sleep: async () => {},
    up: async (name, data, key) => {
      up.push({ name, data, key });
      return list.shift();
    },
  });
  return { send, sent, up };
}

/** What a sender needs to send over HTTP, with these answers in turn. */
function overHttp(...list) {
  const sent = [];
  const fetch = async (url, init) => {
    sent.push(init.headers["Idempotency-Key"]);
    return { status: 200, json: async () => list.shift() };
  };
  return { base: "/api/groups/g/commands/", csrf: () => "token", fetch, sent };
}

test("a command goes up the line while it carries", async () => {
  const { send, sent, up } = upTheLine(overHttp(), { ok: true, seq: 5, made: { request: 1 } });
  assert.deepEqual(await send("floor.ask", { kind: "statement" }), { ok: true, seq: 5, made: { request: 1 } });
  assert.deepEqual(up, [{ name: "floor.ask", data: { kind: "statement" }, key: "key-1" }]);
  assert.deepEqual(sent, []);
});

test("where no answer comes up the line, or nobody knows, it is asked again with the same key, over HTTP if need be", async () => {
  const { send, sent, up } = upTheLine(overHttp({ ok: true, seq: 9 }), null, { ok: false, code: "uncertain" }, undefined);
  assert.equal((await send("vote.cast", { choice: "for" })).seq, 9);
  assert.deepEqual(up.map((one) => one.key), ["key-1", "key-1", "key-1"]);
  assert.deepEqual(sent, ["key-1"]);
});

test("a refusal up the line is an answer", async () => {
  const { send, sent } = upTheLine(overHttp(), { ok: false, code: "already_so", message: "It is so already.", facts: {} });
  assert.equal((await send("floor.pause")).message, "It is so already.");
  assert.deepEqual(sent, []);
});

test("what is long is a request of its own", async () => {
  const { send, sent, up } = upTheLine(overHttp({ ok: true, seq: 9 }));
  await send("statement.import", { text: "x".repeat(60_000) });
  assert.deepEqual([up.length, sent.length], [0, 1]);
});

test("the line carries commands once it has joined, and not when it is lost", async () => {
  const played = line();
  const asked = [];
  played.wire.timeout = () => ({ emit: (event, data, answer) => asked.push({ event, data }) && answer(null, { ok: true, seq: 1300 }) });
  assert.equal(await played.line.give("floor.ask", {}, "key"), undefined);
  played.line.open();
  await settle();
  assert.deepEqual(await played.line.give("floor.ask", { kind: "reply" }, "key"), { ok: true, seq: 1300 });
  assert.deepEqual(asked, [{ event: "command", data: { name: "floor.ask", data: { kind: "reply" }, key: "key" } }]);
  played.wire.timeout = () => ({ emit: (_event, _data, answer) => answer(new Error("lost")) });
  assert.equal(await played.line.give("floor.ask", {}, "key"), null);
  played.wire.disconnect();
  assert.equal(await played.line.give("floor.ask", {}, "key"), undefined);
});

test("an answer in another shape is a refusal in words", async () => {
  const { send } = answers({ status: 500, body: "<html>" });
  const answer = await send("floor.ask");
  assert.equal(answer.ok, false);
  assert.match(answer.message, /error 500/);
});

test("who is let in again takes a new snapshot, for what they may read has changed", async () => {
  let inside = false;
  const played = line({
    join: () => (inside ? { ok: true, entries: [], directory: {} } : { ok: false, code: "not_allowed" }),
    get: async () => ({ seq: 1500, records: {}, directory: {}, me: null }),
  });
  played.line.open();
  await settle();
  assert.equal(played.line.state, "out");
  inside = true;
  mock.timers.tick(20_000);
  await settle();
  assert.deepEqual(played.asked, ["snapshot"]);
  assert.equal(played.store.seq, 1500);
  assert.equal(played.line.state, "live");
});

test("what others type when we come is shown over what was settled before, and what was shown long ago is not", async () => {
  const [key] = Object.keys(boot().snapshot.records).filter((each) => each.startsWith("paragraph/"));
  const id = Number(key.split("/")[1]);
  const draft = { paragraph: id, epoch: 1, text: "As it is typed" };
  const record = { ...boot().snapshot.records[key], text: "As it was settled meanwhile" };
  const played = line({
    join: () => ({
      ok: true,
      entries: [{ seq: 1285, changes: { [key]: record } }],
      directory: {},
      typing: [{ paragraph: id, editors: ["G-1"] }],
      drafts: [draft],
    }),
  });
  played.store.ephemeral.set("draft/999", { paragraph: 999, epoch: 1, text: "Long ago" });
  played.line.open();
  await settle();
  assert.deepEqual(played.store.ephemeral.get(`draft/${id}`), draft);
  assert.deepEqual(played.store.ephemeral.get(`typing/${id}`).editors, ["G-1"]);
  assert.equal(played.store.ephemeral.has("draft/999"), false);
});

test("whoever waits for an entry of their own goes on as soon as it has come, and fetches what does not come", async () => {
  let missed = [];
  const played = line({ get: async () => ({ entries: missed.splice(0), directory: {} }) });
  played.line.open();
  await settle();
  const { seq } = played.store;
  missed = [{ seq: seq + 2 }];
  let gone = false;
  played.line.seen(seq + 1).then(() => (gone = true));
  await settle();
  assert.equal(gone, false);
  played.hear("entries", { entries: [{ seq: seq + 1 }] });
  await settle();
  assert.equal(gone, true);
  const later = played.line.seen(seq + 2);
  mock.timers.tick(500);
  await settle();
  await later;
  assert.equal(played.store.seq, seq + 2);
});
