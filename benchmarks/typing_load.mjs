// Members who type, the same for every server: what differs is only how a server is spoken to.
// Started with JSON; it answers with one line of JSON. Times are milliseconds of one clock, of this process.
//   {task: "room", kind, url, cookies, documents, typists, rate, seconds}
//   {task: "open", kind, url, cookies, documents}                      opens, says so, and waits for its input to end
//   {task: "replay", kind, url, cookies, documents, trace}             one author's edits, as fast as they are taken
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";

const given = JSON.parse(process.argv[2]);
const MARK = 0x7e; // "~", then a number of eight digits: how an update is known again when it arrives
const WINDOW = 256;

/** A member's line to our server: Socket.IO on a WebSocket. */
class Ours {
  epochs = new Map();
  answers = new Map();
  asked = 0;
  waiting = null;
  heard = () => {};

  constructor(cookie) {
    this.cookie = cookie;
  }

  async connect() {
    const address = given.url.replace("http", "ws");
    this.socket = new WebSocket(`${address}/socket.io/?EIO=4&transport=websocket`, {
      headers: { Cookie: this.cookie },
      perMessageDeflate: false,
    });
    await new Promise((done, failed) => {
      this.socket.on("error", failed);
      this.socket.on("message", (data, binary) => this.hear(data, binary, done));
    });
    await this.ask("join", { group: given.group, after: 0 });
  }

  hear(data, binary, ready) {
    if (binary) {
      const { head, answer } = this.waiting;
      if (answer) {
        this.answers.get(answer)?.(head, data);
        this.answers.delete(answer);
      } else {
        this.heard(data);
      }
      return;
    }
    const said = data.toString();
    if (said === "2") {
      this.socket.send("3");
    } else if (said.startsWith("0")) {
      this.socket.send("40/members,");
    } else if (said.startsWith("40/members")) {
      ready();
    } else if (said.startsWith("43/members,")) {
      const at = said.indexOf("[");
      const number = Number(said.slice(11, at));
      this.answers.get(number)?.(JSON.parse(said.slice(at))[0]);
      this.answers.delete(number);
    } else if (said.startsWith("461-/members,")) {
      const at = said.indexOf("[");
      this.waiting = { head: JSON.parse(said.slice(at))[0], answer: Number(said.slice(13, at)) };
    } else if (said.startsWith('451-/members,["draft.update"')) {
      this.waiting = {};
    }
  }

  ask(event, data) {
    return new Promise((done) => {
      this.asked += 1;
      this.answers.set(this.asked, (head, attachment) => done({ ...head, attachment }));
      this.socket.send(`42/members,${this.asked}${JSON.stringify([event, data])}`);
    });
  }

  async open(document, client) {
    const opened = await this.ask("draft.open", { paragraph: document, client });
    if (!opened.ok) throw new Error(JSON.stringify(opened));
    this.epochs.set(document, opened.epoch);
    return new Uint8Array(opened.attachment);
  }

  send(document, update, done) {
    this.asked += 1;
    this.answers.set(this.asked, done);
    const said = { paragraph: document, epoch: this.epochs.get(document), update: { _placeholder: true, num: 0 } };
    this.socket.send(`451-/members,${this.asked}${JSON.stringify(["draft.update", said])}`);
    this.socket.send(update);
  }

  close() {
    this.socket.terminate();
  }
}

/** A member's line to Hocuspocus: its sync protocol, every document over one WebSocket. */
class Theirs {
  states = new Map();
  done = [];
  heard = () => {};

  async connect() {
    this.socket = new WebSocket(given.url.replace("http", "ws"), { perMessageDeflate: false });
    this.socket.on("message", (data) => this.hear(data));
    await new Promise((done, failed) => this.socket.on("open", done).on("error", failed));
  }

  hear(data) {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const name = decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === 0 || type === 4) {
      const step = decoding.readVarUint(decoder);
      if (step === 1) {
        this.states.get(name)?.(decoding.readVarUint8Array(decoder));
      } else if (step === 2) {
        this.heard(data);
      }
    } else if (type === 8) {
      this.done.shift()?.();
    }
  }

  message(name, write) {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, name);
    write(encoder);
    this.socket.send(encoding.toUint8Array(encoder));
  }

  open(document) {
    const name = String(document);
    return new Promise((done) => {
      this.states.set(name, done);
      this.message(name, (encoder) => {
        encoding.writeVarUint(encoder, 2);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, "token");
      });
      this.message(name, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()));
      });
    });
  }

  send(document, update, done) {
    this.done.push(done);
    this.message(String(document), (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  close() {
    this.socket.terminate();
  }
}

const line = (number) => (given.kind === "ours" ? new Ours(given.cookies[number]) : new Theirs());
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function opened(member, document) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await member.open(document, doc.clientID));
  return doc;
}

async function room() {
  const arrivals = new Map();
  const members = [];
  for (const [number] of given.cookies.entries()) {
    const member = line(number);
    member.heard = (data) => {
      const at = data.indexOf(MARK);
      const arrival = at < 0 ? undefined : arrivals.get(data.toString("latin1", at + 1, at + 9));
      if (arrival && arrival.from !== number) { // the peer sends one's own back as well
        arrival.count += 1;
        arrival.last = performance.now();
      }
    };
    await member.connect();
    members.push(member);
  }
  const docs = new Map();
  for (const [number, member] of members.entries()) {
    const all = await Promise.all(given.documents.map((document) => opened(member, document)));
    if (number < given.typists) docs.set(number, all[number]);
  }
  process.stdout.write('{"ready": true}\n');
  await pause(500);
  let sent = 0;
  const begin = performance.now();
  await Promise.all(
    [...docs].map(async ([number, doc]) => {
      const text = doc.getText("text");
      doc.on("update", (update) => members[number].send(given.documents[number], update, () => {}));
      await pause((1000 / given.rate / given.typists) * number);
      for (let turn = 0; turn < given.rate * given.seconds; turn += 1) {
        sent += 1;
        const mark = String(number * 1_000_000 + turn).padStart(8, "0");
        arrivals.set(mark, { from: number, at: performance.now(), count: 0, last: 0 });
        text.insert(text.length, `~${mark} `);
        await pause(Math.max(0, begin + ((turn + 1) * 1000) / given.rate + (1000 / given.rate / given.typists) * number - performance.now()));
      }
    }),
  );
  await pause(1500);
  const all = [...arrivals.values()];
  const took = all.filter((each) => each.count === members.length - 1).map((each) => each.last - each.at);
  return { sent, arrived: took.length, took };
}

async function open() {
  const member = line(0);
  await member.connect();
  for (const document of given.documents) await opened(member, document);
  process.stdout.write('{"ready": true}\n');
  for await (const _ of process.stdin);
  return {};
}

async function replay() {
  const trace = JSON.parse(gunzipSync(readFileSync(given.trace)).toString());
  const member = line(0);
  await member.connect();
  const doc = await opened(member, given.documents[0]);
  const text = doc.getText("text");
  text.delete(0, text.length);
  const updates = [Y.encodeStateAsUpdate(doc)];
  doc.on("update", (update) => updates.push(update));
  for (const { patches } of trace.txns.slice(0, given.most ?? trace.txns.length)) {
    doc.transact(() => {
      for (const [at, deleted, inserted] of patches) {
        if (deleted) text.delete(at, deleted);
        if (inserted) text.insert(at, inserted);
      }
    });
  }
  process.stdout.write('{"ready": true}\n');
  const begin = performance.now();
  let bytes = 0;
  let waits = 0;
  let room = null;
  for (const update of updates) {
    bytes += update.length;
    waits += 1;
    member.send(given.documents[0], update, (answer) => {
      if (answer && !answer.ok) throw new Error(JSON.stringify(answer));
      waits -= 1;
      room?.();
    });
    if (waits >= WINDOW) await new Promise((done) => (room = done));
  }
  while (waits) await new Promise((done) => (room = done));
  return { seconds: (performance.now() - begin) / 1000, updates: updates.length, bytes, text: text.toString().length };
}

async function reopen() {
  const member = line(0);
  await member.connect();
  const begin = performance.now();
  const doc = await opened(member, given.documents[0]);
  return { milliseconds: performance.now() - begin, text: doc.getText("text").toString().length };
}

const result = await { room, open, replay, reopen }[given.task]();
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
