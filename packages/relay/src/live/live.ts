import { encodeAs, mailboxEntrySchema } from "@openfranking/protocol";
import type { RelayStore } from "../store/store.ts";
import type { Wakes } from "./wakes.ts";

/** One open connection, as far as live delivery needs it. */
export interface LiveSocket {
  readonly isOpen: () => boolean;
  /** Resolves when the frame has left this process's memory; that is all the back-pressure there is, and enough. */
  readonly send: (frame: Uint8Array) => Promise<void>;
  readonly close: (code: number) => void;
  readonly onClose: (then: () => void) => void;
}

export interface Live {
  /** Sends what is in the mailbox after the cursor, and then what comes, until either side ends it. */
  serve(socket: LiveSocket, device: number, after: number): void;
  close(): Promise<void>;
}

const pageEntries = 50;
const pageBytes = 1_048_576;
/** RFC 6455 §7.4.1. */
const goingAway = 1001;
const internalError = 1011;
/** Another connection of the same device took over. */
const replaced = 4000;

/**
 * The mailbox is the only source: a frame is sent only after it was read there, from the last cursor that was sent. So
 * nothing is lost between reading and waiting, and a connection that is cut is resumed from the last frame that arrived.
 */
export function createLive(store: RelayStore, wakes: Wakes, onFault: (error: unknown) => void): Live {
  const open = new Map<number, LiveSocket>();
  const running = new Set<Promise<void>>();

  async function run(socket: LiveSocket, device: number, after: number): Promise<void> {
    const watch = wakes.watch(device);
    socket.onClose(() => watch.end());
    let cursor = after;
    try {
      while (socket.isOpen()) {
        const page = await store.mailboxes.read(device, cursor, pageEntries, pageBytes);
        for (const entry of page.entries) {
          if (!socket.isOpen()) return;
          await socket.send(encodeAs(mailboxEntrySchema, entry));
          cursor = entry.cursor;
        }
        if (page.entries.length === 0) await watch.next();
      }
    } catch (error) {
      // A frame that could not be sent is the connection's end, and no fault of ours.
      if (socket.isOpen()) onFault(error);
      socket.close(internalError);
    } finally {
      watch.end();
      if (open.get(device) === socket) open.delete(device);
    }
  }

  return {
    serve(socket, device, after) {
      // One a device: a connection that is half dead must not hold the mailbox of the one that replaces it.
      open.get(device)?.close(replaced);
      open.set(device, socket);
      const done = run(socket, device, after).finally(() => running.delete(done));
      running.add(done);
    },
    async close() {
      for (const socket of open.values()) socket.close(goingAway);
      await wakes.close();
      await Promise.all(running);
    },
  };
}
