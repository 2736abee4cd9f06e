import { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Moderation } from "./moderation.ts";

export interface ServedModeration {
  readonly url: string;
  /** Takes no new connection and answers what was accepted. Does not close the moderation. */
  close(): Promise<void>;
}

const maxConnections = 2000;
/** Longer than any request may take. */
const closeWithinMs = 15_000;
/** Node looks for late connections this often; its default of 30 s would make the timeouts below longer than they say. */
const serverOptions = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 };

/** Serves a moderation over HTTP. Port 0 takes a free one. TLS is the proxy's in front of it. */
export async function serveModeration(
  moderation: Moderation,
  { hostname, port }: { readonly hostname: string; readonly port: number },
): Promise<ServedModeration> {
  const server = createAdaptorServer({ fetch: moderation.app.fetch, serverOptions });
  if (!(server instanceof Server)) throw new Error("unreachable: an HTTP/1.1 server was asked for");
  server.maxConnections = maxConnections;
  const bound = await listen(server, hostname, port);
  return { url: `http://${hostname}:${bound}`, close: () => close(server) };
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

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), closeWithinMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
