/**
 * Relay and moderation in a process of their own, beside a Hono route that sends back what it gets: so that what they cost
 * is the CPU time of this process, and not that of whoever asks. Started by fork; answers each message with its use so far.
 */
import { serve } from "@hono/node-server";
import { startWorld } from "@openfranking/testbed";
import { Hono } from "hono";

export interface Started {
  readonly relayUrl: string;
  readonly moderationUrl: string;
  readonly echoUrl: string;
  readonly enrolmentLink: string;
}

/** Microseconds of CPU time since the start. */
export interface Used {
  readonly micros: number;
}

const world = await startWorld({ directory: process.argv[2] ?? "" });
const enrolmentLink = await world.moderation.enrolmentLink();
if (enrolmentLink === null) throw new Error("unreachable: this world has no reviewer yet");
const { moderationUrl, relayUrl } = world;

const echo = new Hono();
// Bytes and not their buffer: the adaptor then answers at once, without a stream.
echo.post("/", async (c) => c.body(new Uint8Array(await c.req.arrayBuffer())));
serve({ fetch: echo.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  const echoUrl = `http://127.0.0.1:${port}/`;
  process.send?.({ relayUrl, moderationUrl, echoUrl, enrolmentLink } satisfies Started);
});
process.on("message", () => {
  const { system, user } = process.cpuUsage();
  process.send?.({ micros: system + user } satisfies Used);
});
process.on("disconnect", () => process.exit());
