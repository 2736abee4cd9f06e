import { aesBlockEncrypt, hmacSha3 } from "#primitives";
import { concat, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { hash } from "../../../frame.ts";
import { conversation, firstHeader, merged } from "../draft.ts";
import type { Changes, Positive } from "../draft-form.ts";
import { bytes, noon } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { type PeriodName, periodNamed } from "./periods.ts";

export const suite = "traceback-path";
export const otherSuite = "merkle-v1";
export const page = "packages/franking/src/schemes/traceback-path/README.md";
export const firstK = bytes(0x21, 16);
const nothing = bytes(0, 16);

/** Everything that a message and its trace say. Starts as the first vector; a case changes what it is about. */
interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly secrets: readonly unknown[];
  readonly k: Uint8Array;
  /** What `ct` points at. */
  readonly ptr: Uint8Array;
  /** In place of what is traced of the fields. */
  readonly words: Uint8Array | null;
  /** Joined to `{suite, address, ct}` and `{header, fields, k, secrets}`. */
  readonly outer: Changes;
  readonly inner: Changes;
  /** Joined to what delivery, entry and item have in common. */
  readonly facts: Changes;
  readonly recipient: string;
  /** Joined to the delivery, and to the entry that the relay keeps. */
  readonly delivery: Changes;
  readonly entry: Changes;
  readonly period: PeriodName;
  /** Follows each encoding, for cases of bytes that are not canonical. That behind the words is committed to. */
  readonly trailing: Partial<Record<"words" | "outer" | "inner" | "delivery" | "entry", Uint8Array>>;
}

export type DraftChanges = Partial<Draft>;

const first: Draft = {
  header: {},
  fields: [
    ["sentAt", noon + 123],
    ["text", "hello"],
  ],
  secrets: [],
  k: firstK,
  ptr: nothing,
  words: null,
  outer: {},
  inner: {},
  facts: {},
  recipient: "b2",
  delivery: {},
  entry: {},
  period: "the day",
  trailing: {},
};

/** What a message of every scheme's says here: nothing of its number. */
export function draftOf({ draft: { fields, header, secrets } }: Positive): DraftChanges {
  return { ...(fields && { fields }), ...(header && { header }), ...(secrets && { secrets }) };
}

const firstFacts = {
  ...{ relay: "relay.example", moderation: "mod.example", conversation },
  ...{ sender: "a1", timestamp: noon + 456 },
};

export type Made = ReturnType<typeof make>;

/** Commits and keeps properly, whatever the draft says: only what it says can be wrong. */
export function make(changes: DraftChanges = {}) {
  const draft = { ...first, ...changes };
  const { fields, k, ptr, recipient, secrets, trailing } = draft;
  const header = merged(firstHeader, draft.header);
  const traced = fields.filter(([path]) => path !== "forwarded");
  const words = draft.words ?? encoded(traced, trailing.words);
  const [address, ct] = [hmacSha3(k, words), aesBlockEncrypt(k, ptr)];
  const outerParts = merged({ suite, address, ct }, draft.outer);
  const outer = encoded(outerParts, trailing.outer);
  const inner = encoded(merged({ header, fields, k, secrets }, draft.inner), trailing.inner);
  const facts = merged({ ...firstFacts, keyId: periodNamed(draft.period).keyId }, draft.facts);
  const delivery = encoded(merged({ ...facts, recipient }, draft.delivery), trailing.delivery);
  const recipients = ["a1", "b2"];
  const entry = encoded(merged({ ...facts, recipients, ct: outerParts.ct }, draft.entry), trailing.entry);
  return {
    ...{ draft, header, traced, words, address, ct, facts, outer, outerParts, inner, delivery, entry },
    evidence: encode({ outer, inner, delivery }),
    /** What the relay keeps. */
    traces: { [hex(outerParts.address)]: hex(entry) },
    item(itemChanges: Changes = {}): Uint8Array {
      const opening = { address: outerParts.address, k, words };
      return encode(merged({ ...facts, recipient, ...opening }, itemChanges));
    },
  };
}

function encoded(value: unknown, trailing: Uint8Array = new Uint8Array()): Uint8Array {
  return concat(encode(value), trailing);
}

/** What counts reporters of one message. */
export function reporterTagOf({ outerParts }: Made, relay: string, account: string): Uint8Array {
  return hash("openfranking traceback-path reporter v1", outerParts.address, relay, account);
}
