import { Server } from "node:http";
import { createAdaptorServer, type WebSocketServerLike } from "@hono/node-server";
import { WebSocketServer } from "ws";
import type { Relay } from "./relay.ts";

export interface ServedRelay {
  readonly url: string;
  /** Takes no new connection, answers what was accepted, and ends live connections. Does not close the relay. */
  close(): Promise<void>;
}

const maxConnections = 10_000;
/** Longer than any request may take. */
const closeWithinMs = 15_000;
/** Node looks for late connections this often; its default of 30 s would make the timeouts below longer than they say. */
const serverOptions = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 };

/** Serves a relay over HTTP and WebSocket. Port 0 takes a free one. TLS is the proxy's in front of it. */
export async function serveRelay(
  relay: Relay,
  { hostname, port }: { readonly hostname: string; readonly port: number },
): Promise<ServedRelay> {
  // What clients send over the socket is not read, so it need not be large.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  // The adaptor is made for ws; their declarations differ in overloads alone.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const websocket = { server: sockets as WebSocketServerLike };
  const server = createAdaptorServer({
    fetch: relay.app.fetch,
    serverOptions,
    websocket,
  });
  if (!(server instanceof Server)) throw new Error("unreachable: an HTTP/1.1 server was asked for");
  server.maxConnections = maxConnections;
  const bound = await listen(server, hostname, port);
  return { url: `http://${hostname}:${bound}`, close: () => close(server, sockets) };
}

function listen(server: Server, hostname: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
      else reject(new Error("unreachable: a TCP server has a port"));
    });
  });
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(1001);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that has had its answer is kept alive by clients, and has nothing more to get.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => {
    server.closeAllConnections();
    for (const socket of sockets.clients) socket.terminate();
  }, closeWithinMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
