import { aesGcmSeal, ed25519Public, ed25519Sign } from "#primitives";
import { concat, u32, u64, utf8 } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { frame, hash, mac } from "../../../frame.ts";
import { firstHeader, firstRandom, merged } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { bytes, noon } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { keyIdOf, moderationSeed, type PeriodName, relaySeed, sealingKey } from "./periods.ts";

export const id = "hecate-v1";
/** What a forward commits to. */
export const dummy = bytes(0x21, 32);
const none = new Uint8Array();

/** Everything that a message, its token and its stamp say. Starts as the first vector; a case changes what it is about. */
interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly secrets: readonly unknown[];
  /** To whom the token was issued, and what is sealed in its place. */
  readonly account: string;
  readonly identity: Uint8Array | null;
  readonly sealingKey: Uint8Array;
  readonly secret: Uint8Array;
  /** Of the token: joined before it is signed, and after. */
  readonly issued: Changes;
  readonly token: Changes;
  readonly moderationSeed: Uint8Array;
  /** The period that σM and σS name. */
  readonly issuedIn: PeriodName | null;
  /** In place of x2 where it is signed, and of the secret that signs it. */
  readonly spent: Uint8Array | null;
  readonly spentBy: Uint8Array | null;
  /** In place of the commitment, for the relay and in a proof. */
  readonly commitment: Uint8Array | null;
  /** Of the stamp: joined before it is signed, and after. */
  readonly stamped: Changes;
  readonly envelope: Changes;
  readonly relaySeed: Uint8Array;
  /** In place of the commitment where it is signed. */
  readonly stampOf: Uint8Array | null;
  readonly period: PeriodName;
  /** Joined to what they name, when all else is made. */
  readonly frank: Changes;
  readonly proof: Changes;
  readonly inner: Changes;
  readonly outer: Changes;
  readonly trailing: {
    readonly outer?: Uint8Array;
    readonly inner?: Uint8Array;
    readonly delivery?: Uint8Array;
  };
  /** What is forwarded: then the fields are its own, and nothing is spent. */
  readonly forwards: DraftChanges | null;
}

export type DraftChanges = Partial<Draft>;

const first: Draft = {
  ...{ header: {}, secrets: [], account: "a1", identity: null, sealingKey },
  fields: [
    ["sentAt", noon + 123],
    ["text", "hello"],
  ],
  ...{ secret: bytes(0x1a, 32), issued: {}, token: {}, moderationSeed, issuedIn: null },
  ...{ spent: null, spentBy: null, commitment: null, stamped: {}, envelope: {}, relaySeed, stampOf: null },
  ...{ period: "the day", frank: {}, proof: {}, inner: {}, outer: {}, trailing: {}, forwards: null },
};

const firstToken = { nonce: bytes(0x1b, 12), t1: noon + 10, expiry: noon + 21_600_010 };
const firstStamp = { relay: "relay.example", moderation: "mod.example", acceptedAt: noon + 456 };

type Proof = {
  readonly commitment: Uint8Array;
  readonly envelope: typeof firstStamp;
  readonly frank: object;
};

type ValueName = "identity" | "x1" | "digest" | "x2" | "com" | "keyId" | "σM" | "σP" | "σS";

export interface Made {
  readonly draft: Draft;
  readonly header: typeof firstHeader;
  /** As recipients are shown them. */
  readonly fields: readonly AnyField[];
  readonly commitment: Uint8Array;
  readonly token: object;
  readonly issued: Uint8Array;
  readonly proof: Proof;
  readonly outer: Uint8Array;
  readonly inner: Uint8Array;
  readonly delivery: Uint8Array;
  readonly evidence: Uint8Array;
  readonly item: Uint8Array;
  /** Values on the way, by the names of the README. */
  readonly values: Readonly<Record<ValueName, Uint8Array>>;
}

export function make(changes: DraftChanges = {}): Made {
  const draft = { ...first, ...changes };
  const header = merged(firstHeader, draft.header);
  const franked = frankOf(draft, header);
  const source = draft.forwards === null ? null : make(draft.forwards);
  const commitment = draft.commitment ?? (source === null ? franked.com : dummy);
  const envelope = envelopeOf(draft, draft.stampOf ?? commitment);
  const own = merged({ commitment, envelope, frank: franked.frank }, draft.proof);
  const proof = source === null ? own : merged(source.proof, draft.proof);
  const { secrets, trailing } = draft;
  const said =
    source === null
      ? { kind: "original", frank: franked.frank, secrets }
      : { kind: "forward", header, proof, secrets };
  const outer = concat(encode(merged({ suite: id, commitment }, draft.outer)), trailing.outer ?? none);
  const inner = concat(encode(merged(said, draft.inner)), trailing.inner ?? none);
  const delivery = concat(encode(envelope), trailing.delivery ?? none);
  return {
    ...{
      draft,
      header,
      commitment,
      token: franked.token,
      issued: franked.issued,
      proof,
      outer,
      inner,
      delivery,
    },
    fields: source === null ? draft.fields : asForwarded(source.fields),
    ...{ evidence: encode({ outer, inner, delivery }), item: encode(proof) },
    values: { ...franked.values, σP: envelope.signature, keyId: keyIdOf(draft.period) },
  };
}

/** TGen and Frank. */
function frankOf(draft: Draft, header: typeof firstHeader) {
  const keyId = keyIdOf(draft.issuedIn ?? draft.period);
  const identity = draft.identity ?? identityOf(draft.account);
  const context = frame("openfranking hecate identity v1", id, keyId);
  const nonce = firstToken.nonce;
  const x1 = aesGcmSeal(draft.sealingKey, nonce, context, identity);
  const unsigned = merged({ x1, ...firstToken, pke: ed25519Public(draft.secret) }, draft.issued);
  const { expiry, pke, t1 } = unsigned;
  const signed = [id, keyId, unsigned.x1, unsigned.nonce, pke, u64(t1), u64(expiry)];
  const signature = ed25519Sign(draft.moderationSeed, frame("openfranking hecate token v1", ...signed));
  const token = merged({ ...unsigned, signature }, draft.token);
  const digest = hash("openfranking hecate message v1", id, encode(header), encode(draft.fields));
  const x2 = digest.map((byte, i) => byte ^ (token.x1[i] ?? 0));
  const r = firstRandom;
  const com = mac(r, "openfranking hecate commitment v1", id, token.x1, x2);
  const spent = frame("openfranking hecate spent v1", id, keyId, draft.spent ?? x2);
  const spending = ed25519Sign(draft.spentBy ?? draft.secret, spent);
  return {
    ...{ com, token },
    frank: merged({ header, fields: draft.fields, token, r, signature: spending }, draft.frank),
    issued: encode({ ...token, secret: draft.secret }),
    values: { identity, x1, σM: signature, digest, x2, com, σS: spending },
  };
}

function identityOf(account: string): Uint8Array {
  const name = utf8(account);
  return concat(u32(name.length), name, bytes(0, 512 - name.length));
}

/** Stamp. */
function envelopeOf(draft: Draft, commitment: Uint8Array) {
  const stamped = merged({ ...firstStamp, keyId: keyIdOf(draft.period) }, draft.stamped);
  const { acceptedAt, keyId, moderation, relay } = stamped;
  const signed = [id, relay, moderation, keyId, commitment, u64(acceptedAt)];
  const signature = ed25519Sign(draft.relaySeed, frame("openfranking hecate stamp v1", ...signed));
  return merged({ ...stamped, signature }, draft.envelope);
}

export function asForwarded(fields: readonly AnyField[]): readonly AnyField[] {
  if (fields.some(([path]) => path === "forwarded")) return fields;
  const isAfter = ([path]: AnyField) => path > "forwarded";
  return [...fields.filter((it) => !isAfter(it)), ["forwarded", true], ...fields.filter(isAfter)];
}
