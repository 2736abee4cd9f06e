import { ed25519Sign, hmacSha256 } from "#primitives";
import { concat, u64, utf8 } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { conversation, firstHeader, merged } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { bytes, noon } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { cbor, roomUri, userUri, vector } from "./encodings.ts";
import { type PeriodName, periodNamed, signingSeed } from "./periods.ts";

export const id = "mimi-06";
/** The salt of the first vector. */
export const salt = bytes(6, 16);

/** Everything that a message and its frank say. Starts as the first vector; a case changes what it is about. */
interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly salt: Uint8Array;
  /** Joined to `{header, fields}`; null where there is no statement, and bytes in place of it. */
  readonly statement: Changes | Uint8Array | null;
  /** Joined to the extensions; an undefined one takes one away. */
  readonly extensions: ReadonlyMap<number | string, unknown>;
  /** In place of ours. */
  readonly body: unknown;
  /** `replaces`, `topicId`, `expires`, `inReplyTo`. */
  readonly head: readonly [unknown, unknown, unknown, unknown];
  /** In place of all of it, or behind it. */
  readonly content: Uint8Array | null;
  readonly trailing: Uint8Array;
  /** In place of the content's tag: what the relay is given. */
  readonly tag: Uint8Array | null;
  /** What the relay franks. */
  readonly context: Readonly<{ relay: string; sender: string; conversation: Uint8Array; acceptedAt: number }>;
  readonly ciphersuite: number;
  readonly period: PeriodName;
  readonly seed: Uint8Array;
  /** In place of what the relay made. */
  readonly serverFrank: Uint8Array | null;
  readonly signature: Uint8Array | null;
  readonly frank: ((frank: Uint8Array) => Uint8Array) | null;
  /** Joined to `{keyId, frank, acceptedAt}`. */
  readonly delivery: Changes;
}

export type DraftChanges = Partial<Draft>;

export const firstContext = {
  ...{ relay: "relay.example", sender: "a1", conversation },
  acceptedAt: noon + 456,
};

const first: Draft = {
  header: {},
  fields: [
    ["sentAt", noon + 123],
    ["text", "hello"],
  ],
  ...{ salt, statement: {}, extensions: new Map(), body: undefined, head: [null, bytes(0, 0), null, null] },
  ...{ content: null, trailing: bytes(0, 0), tag: null, context: firstContext, ciphersuite: 1 },
  ...{ period: "the day", seed: signingSeed, serverFrank: null, signature: null, frank: null, delivery: {} },
};

export interface Made {
  readonly draft: Draft;
  readonly header: typeof firstHeader;
  readonly content: Uint8Array;
  readonly outer: Uint8Array;
  readonly delivery: Uint8Array;
  readonly evidence: Uint8Array;
  readonly message: Uint8Array;
  readonly item: Uint8Array;
  /** Values on the way, by the names of the README. */
  readonly values: Readonly<
    Record<"franking_tag" | "context" | "server_frank" | "signature" | "keyId" | "hub_key", Uint8Array>
  >;
}

export function make(changes: DraftChanges = {}): Made {
  const draft = { ...first, ...changes };
  const header = merged(firstHeader, draft.header);
  const content = draft.content ?? concat(contentOf(draft, header), draft.trailing);
  const tag = draft.tag ?? hmacSha256(draft.salt, content);
  const { keyId, hubKey } = periodNamed(draft.period);
  const { acceptedAt, ...place } = draft.context;
  const context = concat(
    vector(userUri(place.relay, place.sender)),
    vector(roomUri(place.relay, place.conversation)),
    u64(acceptedAt),
  );
  const serverFrank = draft.serverFrank ?? hmacSha256(hubKey, concat(tag, context));
  const unsigned = concat(serverFrank, Uint8Array.of(0, draft.ciphersuite));
  const signed = concat(vector("MLS 1.0 FrankingIntegrityTBS"), vector(concat(unsigned, context)));
  const signature = draft.signature ?? ed25519Sign(draft.seed, signed);
  const whole = concat(unsigned, vector(signature));
  const frank = draft.frank === null ? whole : draft.frank(whole);
  const delivery = encode(merged({ keyId, frank, acceptedAt }, draft.delivery));
  const message = concat(vector(content), frank, u64(acceptedAt));
  return {
    ...{ draft, header, content, outer: tag, delivery, message },
    evidence: encode({ outer: tag, inner: content, delivery }),
    item: encode({ keyId, message }),
    values: { franking_tag: tag, context, server_frank: serverFrank, signature, keyId, hub_key: hubKey },
  };
}

/** Content as our clients write it, but for what the draft changes. */
function contentOf(draft: Draft, header: typeof firstHeader): Uint8Array {
  const said = draft.fields.filter(([path]) => path !== "text");
  const [, text] = draft.fields.find(([path]) => path === "text") ?? [];
  const extensions = new Map<number | string, unknown>([
    [1, userUri(header.relay, header.sender)],
    [2, roomUri(header.relay, header.conversation)],
    ["openfranking", statementOf(draft, { header, fields: said })],
    ...draft.extensions,
  ]);
  for (const [key, value] of extensions) if (value === undefined) extensions.delete(key);
  const body = typeof text === "string" ? textPart(text) : [1, "", 0];
  return cbor([draft.salt, ...draft.head, extensions, draft.body ?? body]);
}

export function textPart(text: string, contentType = "text/plain;charset=utf-8"): readonly unknown[] {
  return [1, "", 1, contentType, utf8(text)];
}

function statementOf({ statement }: Draft, usual: object): Uint8Array | undefined {
  if (statement === null) return undefined;
  return statement instanceof Uint8Array ? statement : encode(merged(usual, statement));
}
