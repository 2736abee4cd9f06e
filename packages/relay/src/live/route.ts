import { upgradeWebSocket } from "@hono/node-server";
import { ProblemError } from "@openfranking/protocol";
import type { Context, Hono } from "hono";
import * as z from "zod/mini";
import type { RelayDeps } from "../deps.ts";
import type { RelayStore } from "../store/store.ts";
import { tokenHash } from "../token.ts";
import type { Live } from "./live.ts";
import { liveSocket } from "./web-socket.ts";

const querySchema = z.strictObject({
  ticket: z.string().check(z.regex(/^[\w-]{16,128}$/u)),
  after: z.pipe(z.string().check(z.regex(/^\d{1,15}$/u)), z.transform(Number)),
});

/** `GET /v1/live?ticket=…&after=…`: the mailbox over a WebSocket. */
export function mountLive(app: Hono, deps: RelayDeps, store: RelayStore, live: Live): void {
  const upgrade = upgradeWebSocket(
    async (c) => {
      const query = readQuery(c);
      const caller = await store.sessions.takeTicket(tokenHash("ticket", query.ticket), deps.clock());
      if (caller === null) throw new ProblemError("unauthenticated");
      return { onOpen: (_, socket) => live.serve(liveSocket(socket.raw), caller.device, query.after) };
    },
    { onError: () => deps.log("live-fault", {}) },
  );
  app.get("/v1/live", async (c, next) => {
    // Before the ticket is taken, which is good once.
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw new ProblemError("malformed");
    return await upgrade(c, next);
  });
  app.all("/v1/live", () => {
    throw new ProblemError("method-not-allowed");
  });
}

function readQuery(c: Context): z.output<typeof querySchema> {
  const parsed = querySchema.safeParse(c.req.query());
  if (!parsed.success) throw new ProblemError("malformed");
  return parsed.data;
}
