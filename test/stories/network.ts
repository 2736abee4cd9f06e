import { decode, encode } from "@openfranking/franking";
import { decodeAs, encodeAs, type MailboxEntry, mailboxPageSchema } from "@openfranking/protocol";

/** Gives what arrives in the place of an answer that a service gave. Throws where nothing arrives. */
export type Tamper = (path: string, answer: Response, method: string) => Promise<Response>;

/** The way between one device and the services. */
export interface Network {
  readonly fetch: typeof fetch;
  isDown: boolean;
  tamper: Tamper | null;
}

export function network(): Network {
  const self: Network = {
    isDown: false,
    tamper: null,
    async fetch(input, init) {
      if (self.isDown) throw new TypeError("no network");
      const answer = await fetch(input, init);
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      return self.tamper === null ? answer : self.tamper(pathname, answer, init?.method ?? "GET");
    },
  };
  return self;
}

/** Loses the next answer to a request under this path, once the service has done what it was asked for. */
export function losing(path: RegExp): Tamper {
  let isLost = false;
  return async (asked, answer, method) => {
    if (isLost || method !== "POST" || !path.test(asked)) return answer;
    isLost = true;
    await answer.arrayBuffer();
    throw new TypeError("the answer was lost");
  };
}

/** Edits the pages of the mailbox. */
export function editing(edit: (entries: readonly MailboxEntry[]) => readonly MailboxEntry[]): Tamper {
  return async (asked, answer) => {
    if (asked !== "/v1/mailbox" || !answer.ok) return answer;
    const page = decodeAs(mailboxPageSchema, new Uint8Array(await answer.arrayBuffer()));
    const edited = encodeAs(mailboxPageSchema, { ...page, entries: [...edit(page.entries)] });
    return new Response(Uint8Array.from(edited), { status: answer.status, headers: answer.headers });
  };
}

/** Gives this in the place of every answer under a path. */
export function answering(path: RegExp, body: Uint8Array): Tamper {
  return async (asked, answer) =>
    path.test(asked)
      ? new Response(Uint8Array.from(body), { headers: { "content-type": "application/cbor" } })
      : answer;
}

export type MessageEntry = Extract<MailboxEntry, { kind: "message" }>;

export const isMessage = (entry: MailboxEntry): entry is MessageEntry => entry.kind === "message";

export interface OpenDelivery {
  readonly context: { readonly sender: string; readonly seq: number; readonly acceptedAt: number };
  readonly stamp: Uint8Array;
  readonly addressed: Uint8Array;
  readonly blind: Uint8Array;
}

export function deliveryOf({ delivery }: MessageEntry): OpenDelivery {
  return decode(delivery) as unknown as OpenDelivery;
}

/** The entry, with parts of its delivery replaced. */
export function withDelivery(entry: MessageEntry, changes: Partial<OpenDelivery>): MessageEntry {
  return { ...entry, delivery: encode({ ...deliveryOf(entry), ...changes }) };
}
