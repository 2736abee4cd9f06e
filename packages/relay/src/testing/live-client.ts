import { decodeAs, type MailboxEntry, mailboxEntrySchema } from "@openfranking/protocol";
import { WebSocket } from "ws";
import type { Person } from "./person.ts";

/** A device's live connection; keeps what arrived. */
export interface LiveClient {
  readonly entries: MailboxEntry[];
  /** Resolves when `count` entries have arrived, or throws after 20 s. */
  until(count: number): Promise<void>;
  /** Resolves with the code of the close. */
  readonly closed: Promise<number>;
  /** As a network does it: no close frame. */
  cut(): void;
}

export async function goLive(person: Person, url: string, after: number): Promise<LiveClient> {
  const { ticket } = await person.api.liveTicket({});
  return openLive(url, `ticket=${ticket}&after=${after}`);
}

export async function openLive(url: string, query: string): Promise<LiveClient> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/v1/live?${query}`);
  const entries: MailboxEntry[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    entries.push(decodeAs(mailboxEntrySchema, new Uint8Array(data)));
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return {
    entries,
    closed,
    cut: () => socket.terminate(),
    until: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${entries.length} of ${count} arrived`)), 20_000);
        const look = () => {
          if (entries.length < count) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
