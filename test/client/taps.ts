import {
  decodeAs,
  encodeAs,
  type MailboxEntry,
  mailboxPageSchema,
  type ProblemCode,
  problemDocument,
} from "@openfranking/protocol";
import type { Tap } from "./world.ts";

/** The request arrives, and its answer does not. */
export function losingAnswer(path: RegExp, times = 1): Tap {
  let left = times;
  return async (request) => {
    const response = await request.goOn();
    if (request.method !== "POST" || !path.test(request.path) || left === 0) return response;
    left--;
    throw new TypeError("the answer was lost");
  };
}

/** The request does not arrive. */
export function unreachable(path: RegExp, times = 1): Tap {
  let left = times;
  return (request) => {
    if (!path.test(request.path) || left === 0) return request.goOn();
    left--;
    throw new TypeError("no route to the relay");
  };
}

/** The relay answers something of its own. */
export function answering(path: RegExp, body: Uint8Array): Tap {
  const headers = { "content-type": "application/cbor" };
  return async (request) =>
    path.test(request.path) ? new Response(Uint8Array.from(body), { headers }) : request.goOn();
}

export function refusing(path: RegExp, code: ProblemCode): Tap {
  const document = problemDocument(code);
  return async (request) =>
    path.test(request.path)
      ? new Response(JSON.stringify(document), { status: document.status })
      : request.goOn();
}

/** The relay hands out another mailbox than it keeps. */
export function mailbox(change: (entries: readonly MailboxEntry[]) => readonly MailboxEntry[]): Tap {
  return async (request) => {
    const response = await request.goOn();
    if (request.path !== "/v1/mailbox" || !response.ok) return response;
    const page = decodeAs(mailboxPageSchema, new Uint8Array(await response.arrayBuffer()));
    const body = encodeAs(mailboxPageSchema, { ...page, entries: [...change(page.entries)] });
    return new Response(Uint8Array.from(body), { headers: response.headers });
  };
}

export type MessageEntry = Extract<MailboxEntry, { kind: "message" }>;

export function messages(change: (entry: MessageEntry, index: number) => readonly MailboxEntry[]): Tap {
  let index = 0;
  return mailbox((entries) =>
    entries.flatMap((entry) => (entry.kind === "message" ? change(entry, index++) : [entry])),
  );
}

/** With the last bit turned. */
export function damaged(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
}
