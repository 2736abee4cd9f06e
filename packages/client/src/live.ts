import { decodeAs, type MailboxEntry, mailboxEntrySchema } from "@openfranking/protocol";
import type { RelayApi } from "./session.ts";

export interface LiveDelivery {
  stop(): void;
}

export interface LiveOptions {
  readonly relayUrl: string;
  readonly api: RelayApi;
  readonly WebSocket: typeof WebSocket;
  /** Where to go on from: the cursor of the last entry that was kept. */
  readonly cursor: () => Promise<number>;
  readonly take: (entry: MailboxEntry) => Promise<void>;
  /** After a connection, and whenever one was lost. */
  readonly onState: (isConnected: boolean) => void;
}

const longestPauseMs = 30_000;

/**
 * Keeps a WebSocket to the relay open, and opens it again from the kept cursor with growing pauses: nothing is lost, and
 * what comes twice is known by its cursor.
 */
export function liveDelivery(options: LiveOptions): LiveDelivery {
  let isStopped = false;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = 500;

  async function connect(): Promise<void> {
    try {
      const { ticket } = await options.api.liveTicket({});
      const after = await options.cursor();
      if (!isStopped) attach(new options.WebSocket(urlOf(options.relayUrl, ticket, after)));
    } catch {
      again();
    }
  }

  function attach(opened: WebSocket): void {
    socket = opened;
    opened.binaryType = "arraybuffer";
    let taking = Promise.resolve();
    opened.onopen = () => {
      pauseMs = 500;
      options.onState(true);
    };
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      taking = taking.then(() => takeOne(data)).catch(() => opened.close());
    };
    opened.onclose = () => {
      options.onState(false);
      again();
    };
  }

  async function takeOne(data: unknown): Promise<void> {
    if (!(data instanceof ArrayBuffer)) throw new TypeError("the relay sends bytes");
    await options.take(decodeAs(mailboxEntrySchema, new Uint8Array(data)));
  }

  function again(): void {
    if (isStopped) return;
    timer = setTimeout(() => void connect(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }

  void connect();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

function urlOf(relayUrl: string, ticket: string, after: number): string {
  const url = new URL("/v1/live", relayUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("ticket", ticket);
  url.searchParams.set("after", String(after));
  return url.href;
}
