import { aesCtr, aesGcmSeal, hmacSha256, sha256 } from "#primitives";
import { concat } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { hash } from "../../../frame.ts";
import { firstHeader, merged } from "../draft.ts";
import type { Changes, Positive } from "../draft-form.ts";
import { bytes, noon } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { type PeriodName, periodNamed } from "./periods.ts";

export const suite = "shared-v1";
export const otherSuite = "merkle-v1";
export const page = "packages/franking/src/schemes/shared-v1/README.md";

const key = bytes(0x21, 16);
export const firstR = bytes(0x22, 16);
export const firstKf = bytes(6, 32);
const nonce = bytes(0x23, 12);
/** What the source of randomness gives, in this order. */
export const random = concat(key, firstR, firstKf, nonce);

/** Everything that a message and its shares say. Starts as the first vector; a case changes what it is about. */
interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly secrets: readonly unknown[];
  /** Joined to `{header, fields}`, and committed to. */
  readonly message: Changes;
  /** In place of what commits to M. */
  readonly c2: Uint8Array | null;
  /** The second server's seed, in place of the half of G(r). */
  readonly s2: Uint8Array | null;
  /** Joined to `{suite, c2, h, s1}`, `{key, c1, s2, secrets}`, `{relay, moderation, keyId, masked}` and the context. */
  readonly outer: Changes;
  readonly inner: Changes;
  readonly delivery: Changes;
  readonly context: Changes;
  /** In place of σ; σc is over it. */
  readonly tag: Uint8Array | null;
  readonly period: PeriodName;
  /** Follows each encoding, for cases of bytes that are not canonical. That behind M and the context is covered. */
  readonly trailing: Partial<Record<"message" | "outer" | "inner" | "delivery" | "context", Uint8Array>>;
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
  c2: null,
  s2: null,
  outer: {},
  inner: {},
  delivery: {},
  context: {},
  tag: null,
  period: "the day",
  trailing: {},
};

/** What a message of every scheme's says here: nothing of its number. */
export function draftOf({ draft: { fields, header, secrets } }: Positive): DraftChanges {
  return { ...(fields && { fields }), ...(header && { header }), ...(secrets && { secrets }) };
}

const firstContext = { sender: "a1", timestamp: noon + 456 };

export type Made = ReturnType<typeof make>;
export type Open = "all" | "withheld";

/** Commits, shares out and tags properly, whatever the draft says: only what it says can be wrong. */
export function make(changes: DraftChanges = {}) {
  const draft = { ...first, ...changes };
  const { trailing } = draft;
  const header = merged(firstHeader, draft.header);
  const message = encoded(merged({ header, fields: draft.fields }, draft.message), trailing.message);
  const shares = shared(message, draft);
  const outerParts = merged({ suite, ...shares.outer }, draft.outer);
  const outer = encoded(outerParts, trailing.outer);
  const inner = encoded(merged({ ...shares.inner, secrets: draft.secrets }, draft.inner), trailing.inner);
  const { keyId } = periodNamed(draft.period);
  const context = merged(firstContext, draft.context);
  const { masked, sigma, sigmaC } = attested(outerParts, encoded(context, trailing.context), draft);
  const period = { relay: "relay.example", moderation: "mod.example", keyId };
  const delivery = encoded(merged({ ...period, masked }, draft.delivery), trailing.delivery);
  const { masked: _, ...named } = merged({ ...period, masked }, draft.delivery);
  return {
    ...{ draft, header, message, context, outer, inner, delivery, masked, sigma, sigmaC },
    ...{ values: shares.values, share: outerParts },
    commitment: hash("openfranking shared-v1 name v1", outerParts.c2, outerParts.h),
    evidence: encode({ outer, inner, delivery }),
    item(open: Open, itemChanges: Changes = {}): Uint8Array {
      const opening = { kind: "message", message, r: firstR, kf: firstKf };
      const shown = open === "all" ? opening : { kind: "withheld" };
      return encode(merged({ ...shown, outer, ...named, context, tag: sigma }, itemChanges));
    },
  };
}

/** `x ⊕ G(s, |x|)` */
function masking(x: Uint8Array, s: Uint8Array): Uint8Array {
  return aesCtr(s, bytes(0, 16), x);
}

/** M as both servers hold it. */
function shared(message: Uint8Array, draft: Draft) {
  const seeds = masking(bytes(0, 32), firstR);
  const [s1, ownS2] = [seeds.slice(0, 16), seeds.slice(16)];
  const c2 = draft.c2 ?? hmacSha256(firstKf, concat(message, firstR));
  const mask = (s: Uint8Array) => masking(bytes(0, message.length + 108), s);
  const c2Share = xor(c2, mask(ownS2).slice(-32));
  // Whatever the second seed is, the two shares join to a c1 that opens beside the joined c2.
  const s2 = draft.s2 ?? ownS2;
  const beside = xor(c2Share, mask(s2).slice(-32));
  const c1 = concat(nonce, aesGcmSeal(key, nonce, beside, concat(message, firstR, firstKf)));
  const h = sha256(ownS2);
  return {
    outer: { c2: c2Share, h, s1 },
    inner: { key, c1: xor(c1, mask(s2).slice(0, -32)), s2 },
    values: { M: message, s1, s2, c2, c2Share, h },
  };
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}

/** What the relay says of a share, and masks. */
function attested(
  { c2, h, s1 }: { c2: Uint8Array; h: Uint8Array; s1: Uint8Array },
  said: Uint8Array,
  draft: Draft,
) {
  const { stampKey } = periodNamed(draft.period);
  const sigma = draft.tag ?? hmacSha256(stampKey, concat(c2, h, said));
  const sigmaC = sha256(concat(c2, h, said, sigma));
  return { sigma, sigmaC, masked: masking(concat(said, sigma, sigmaC), s1) };
}

function encoded(value: object, trailing: Uint8Array = new Uint8Array()): Uint8Array {
  return concat(encode(value), trailing);
}
