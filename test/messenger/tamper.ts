import { decode, encode, equalBytes } from "@openfranking/franking";
import { decodeAs, encodeAs, mailboxEntrySchema } from "@openfranking/protocol";
import type { BrowserContext } from "playwright-core";

/** What a bad relay does to the next message that it delivers live to one browser. */
export interface BadRelay {
  next: "as-it-came" | "other-sender" | "other-stamp";
}

/** Stands between a browser and its relay's live delivery. */
export async function badRelayFor(context: BrowserContext): Promise<BadRelay> {
  const bad: BadRelay = { next: "as-it-came" };
  await context.routeWebSocket(/\/v1\/live/u, (socket) => {
    const relay = socket.connectToServer();
    relay.onMessage((message) => {
      if (typeof message === "string" || bad.next === "as-it-came") return socket.send(message);
      const altered = alter(new Uint8Array(message), bad.next);
      if (!equalBytes(altered, new Uint8Array(message))) bad.next = "as-it-came";
      socket.send(Buffer.from(altered));
    });
  });
  return bad;
}

function alter(message: Uint8Array, how: "other-sender" | "other-stamp"): Uint8Array {
  const entry = decodeAs(mailboxEntrySchema, message);
  if (entry.kind !== "message") return message;
  const delivery = decode(entry.delivery) as { context: { sender: string }; stamp: Uint8Array };
  const { context, stamp } = delivery;
  const changed =
    how === "other-sender"
      ? { ...delivery, context: { ...context, sender: "0".repeat(64) } }
      : { ...delivery, stamp: stamp.map((byte) => byte ^ 1) };
  return encodeAs(mailboxEntrySchema, { ...entry, delivery: encode(changed) });
}
