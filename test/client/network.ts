import { decode, encode } from "@openfranking/franking";
import {
  decodeAs,
  encodeAs,
  type Given,
  type MailboxEntry,
  type Parsed,
  type ProblemCode,
  problemDocument,
  type Route,
  relayRoutes,
} from "@openfranking/protocol";

/** One request of a device, on its way to a service. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly goOn: () => Promise<Response>;
}

/** Whoever stands on the way: lets a request go on, changes its answer, or loses one of them. */
export type Tap = (asked: Asked) => Promise<Response>;

/** The way between one device and the services. */
export interface Network {
  readonly fetch: typeof fetch;
  tap: Tap;
}

export const honest: Tap = ({ goOn }) => goOn();
export const down: Tap = () => Promise.reject(new TypeError("no network"));

export function network(): Network {
  const self: Network = {
    tap: honest,
    async fetch(input, init) {
      const request = new Request(input, init);
      const body = new Uint8Array(await request.clone().arrayBuffer());
      const { pathname: path } = new URL(request.url);
      const { headers, method } = request;
      return self.tap({ method, path, headers, body, goOn: () => fetch(request) });
    },
  };
  return self;
}

export function isFor({ method, path }: Route, asked: Asked): boolean {
  const pattern = new RegExp(`^${path.replace(/:\w+/gu, "[^/]+")}$`, "u");
  return asked.method === method && pattern.test(asked.path);
}

/** The service does what it is asked for, and its answer is lost. */
export function losingAnswer(route: Route, times = 1): Tap {
  return failing(route, times, async ({ goOn }) => (await goOn()).arrayBuffer());
}

/** The request does not arrive. */
export function unreachable(route: Route, times = 1): Tap {
  return failing(route, times, () => undefined);
}

function failing(route: Route, times: number, before: (asked: Asked) => unknown): Tap {
  let left = times;
  return async (asked) => {
    if (!isFor(route, asked) || left === 0) return asked.goOn();
    left--;
    await before(asked);
    throw new TypeError("nothing came back");
  };
}

export function refusing(route: Route, code: ProblemCode): Tap {
  const { status, ...document } = problemDocument(code);
  return async (asked) =>
    isFor(route, asked) ? Response.json({ status, ...document }, { status }) : asked.goOn();
}

/** The service gives an answer of its own. */
export function answering<R extends Route>(
  route: R,
  answer: (asked: Asked) => Given<R["response"]> | Promise<Given<R["response"]>>,
): Tap {
  return async (asked) => {
    if (!isFor(route, asked)) return asked.goOn();
    const body = encodeAs(route.response, await answer(asked));
    return new Response(Uint8Array.from(body), { headers: { "content-type": "application/cbor" } });
  };
}

/** The service gives another answer than an honest one would. */
export function changing<R extends Route>(
  route: R,
  change: (answer: Parsed<R["response"]>) => Given<R["response"]> | Promise<Given<R["response"]>>,
): Tap {
  return answering(route, async ({ goOn }) => {
    const body = new Uint8Array(await (await goOn()).arrayBuffer());
    return change(decodeAs(route.response, body) as Parsed<R["response"]>);
  });
}

/** The relay hands out another mailbox than it keeps. */
export function editing(edit: (entries: readonly MailboxEntry[]) => readonly MailboxEntry[]): Tap {
  return changing(relayRoutes.mailbox, ({ entries, more }) => ({ entries: [...edit(entries)], more }));
}

export type MessageEntry = Extract<MailboxEntry, { kind: "message" }>;

export const isMessage = (entry: MailboxEntry): entry is MessageEntry => entry.kind === "message";

/** The relay alters messages: each by its place among them. */
export function altering(alter: (entry: MessageEntry, index: number) => MessageEntry): Tap {
  let index = 0;
  return editing((entries) => entries.map((entry) => (isMessage(entry) ? alter(entry, index++) : entry)));
}

interface OpenDelivery {
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
