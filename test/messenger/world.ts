import { type ServedRelay, serveRelay } from "@openfranking/relay";
import { startAppWorld } from "../served-app.ts";

/** The messenger as it is deployed, over a real relay and a real moderation. */
export interface World {
  readonly origin: string;
  /** Takes the relay off its port, as a failure would, and puts it back. */
  stopRelay(): Promise<void>;
  startRelay(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(people: readonly string[]): Promise<World> {
  const world = await startAppWorld("messenger");
  const hostname = "localhost";
  // Browsers get it at a port of its own, which can be left.
  let served: ServedRelay | null = await serveRelay(world.relay, { hostname, port: 0 });
  const { url } = served;
  await world.serve({
    config: { relayUrl: url, people },
    connects: [url, url.replace("http", "ws"), world.moderationUrl],
  });
  return {
    origin: world.origin,
    async stopRelay() {
      await served?.close();
      served = null;
    },
    async startRelay() {
      served ??= await serveRelay(world.relay, { hostname, port: Number(new URL(url).port) });
    },
    async close() {
      await served?.close();
      await world.close();
    },
  };
}
