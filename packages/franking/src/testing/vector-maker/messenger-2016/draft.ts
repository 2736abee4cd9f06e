import { hmacSha256 } from "#primitives";
import { concat } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { hash } from "../../../frame.ts";
import { firstHeader, merged } from "../draft.ts";
import type { Changes, Positive } from "../draft-form.ts";
import { bytes, noon } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { type PeriodName, periodNamed } from "./periods.ts";

export const suite = "messenger-2016";
export const otherSuite = "merkle-v1";
export const page = "packages/franking/src/schemes/messenger-2016/README.md";
export const firstNf = bytes(6, 32);

/** Everything that a message and its tags say. Starts as the first vector; a case changes what it is about. */
interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly secrets: readonly unknown[];
  /** Joined to `{header, fields}`, and committed to. */
  readonly message: Changes;
  /** Joined to `{suite, commitment}`, `{message, nf, secrets}`, `{relay, moderation, keyId, context, tag}` and the context. */
  readonly outer: Changes;
  readonly inner: Changes;
  readonly delivery: Changes;
  readonly context: Changes;
  readonly period: PeriodName;
  /** Follows each encoding, for cases of bytes that are not canonical. That behind M is committed to. */
  readonly trailing: Partial<Record<"message" | "outer" | "inner" | "delivery", Uint8Array>>;
}

export type DraftChanges = Partial<Draft>;

const first: Draft = {
  header: {},
  fields: [
    ["sentAt", noon + 123],
    ["text", "hello"],
  ],
  secrets: [],
  message: {},
  outer: {},
  inner: {},
  delivery: {},
  context: {},
  period: "the day",
  trailing: {},
};

/** What a message of every scheme's says here: nothing of its number. */
export function draftOf({ draft: { fields, header, secrets } }: Positive): DraftChanges {
  return { ...(fields && { fields }), ...(header && { header }), ...(secrets && { secrets }) };
}

export interface Made {
  readonly draft: Draft;
  readonly header: typeof firstHeader;
  readonly message: Uint8Array;
  readonly commitment: Uint8Array;
  readonly context: typeof firstContext;
  readonly tag: Uint8Array;
  readonly outer: Uint8Array;
  readonly inner: Uint8Array;
  readonly delivery: Uint8Array;
  readonly evidence: Uint8Array;
  item(open: Open, changes?: Changes): Uint8Array;
}

export type Open = "all" | "withheld";

const firstContext = { sender: "a1", recipient: "b2", timestamp: noon + 456 };

/** Commits and stamps properly, whatever the draft says: only what it says can be wrong. */
export function make(changes: DraftChanges = {}): Made {
  const draft = { ...first, ...changes };
  const { trailing } = draft;
  const header = merged(firstHeader, draft.header);
  const message = encoded(merged({ header, fields: draft.fields }, draft.message), trailing.message);
  const commitment = hmacSha256(firstNf, message);
  const outerParts = merged({ suite, commitment }, draft.outer);
  const outer = encoded(outerParts, trailing.outer);
  const { keyId, stampKey } = periodNamed(draft.period);
  const context = merged(firstContext, draft.context);
  const tag = hmacSha256(stampKey, concat(outerParts.commitment, encode(context)));
  const names = { relay: "relay.example", moderation: "mod.example" };
  const stamped = merged({ ...names, keyId, context, tag }, draft.delivery);
  const opening = merged({ message, nf: firstNf, secrets: draft.secrets }, draft.inner);
  const inner = encoded(opening, trailing.inner);
  const delivery = encoded(stamped, trailing.delivery);
  return {
    ...{ draft, header, message, commitment, context, tag, outer, inner, delivery },
    evidence: encode({ outer, inner, delivery }),
    item(open, itemChanges = {}) {
      const shown = open === "all" ? { kind: "message", message, nf: firstNf } : { kind: "withheld" };
      return encode(merged({ ...shown, outer, ...stamped }, itemChanges));
    },
  };
}

function encoded(value: object, trailing: Uint8Array = new Uint8Array()): Uint8Array {
  return concat(encode(value), trailing);
}

/** What counts reporters of one message. */
export function reporterTagOf({ commitment }: Made, relay: string, account: string): Uint8Array {
  return hash("openfranking messenger-2016 reporter v1", commitment, relay, account);
}
