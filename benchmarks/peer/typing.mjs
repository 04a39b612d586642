// The server that typing together is measured against: Hocuspocus with its SQLite extension, as its guide sets it up.
// Started with a port and a file; it stores a document at rest, as it comes, and acknowledges nothing on disk.
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const [port, file] = process.argv.slice(2);
const server = new Server({ port: Number(port), quiet: true, extensions: [new SQLite({ database: file })] });
await server.listen();
