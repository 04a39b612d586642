// The peer of `make bench-room`: a socket.io server that sends what it is posted to everyone in a room.
//
// As our own server does, it takes a command over HTTP, and the clients of a group listen in a namespace. It stores
// nothing and checks nobody's rights: what is compared is the sending.

import { createServer } from "node:http";
import { Server } from "socket.io";

const port = Number(process.argv[2]);
const http = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const answer = request.method === "POST" ? send(JSON.parse(Buffer.concat(parts).toString())) : {};
  const body = JSON.stringify(answer);
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }).end(body);
});
const gallery = new Server(http, { transports: ["websocket"], serveClient: false }).of("/gallery");

gallery.on("connection", (socket) => {
  socket.on("join", ({ group }, acknowledge) => {
    socket.join(group);
    acknowledge({ ok: true });
  });
});

function send({ group, frame }) {
  gallery.to(group).emit("entries", frame);
  return { ok: true, seq: frame.entries[0].seq };
}

http.keepAliveTimeout = 0; // as long as our own server keeps a connection that is silent
http.listen({ port, host: "127.0.0.1", backlog: 4096 });
