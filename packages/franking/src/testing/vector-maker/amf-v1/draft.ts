import { ristretto255 } from "#primitives";
import { concat } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { frame, mac } from "../../../frame.ts";
import { firstHeader, firstRandom, merged } from "../draft.ts";
import type { Changes, Positive } from "../draft-form.ts";
import { noon } from "../periods.ts";
import { type AnyField, at } from "../suite.ts";
import { judge, keyIdOf, type Pair, type PeriodName, pairOf } from "./periods.ts";
import { drawsOf, type Signature, type Signing, sign, times } from "./sign.ts";

export const suite = "amf-v1";
export const otherSuite = "merkle-v1";
export const page = "packages/franking/src/schemes/amf-v1/README.md";

export type Account = "a1" | "b2" | "c3";
export const pairs: Readonly<Record<Account, Pair>> = {
  a1: pairOf(0x31),
  b2: pairOf(0x32),
  c3: pairOf(0x33),
};

/** Everything that a message and its signatures say. Starts as the first vector; a case changes what it is about. */
interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly secrets: readonly unknown[];
  readonly period: PeriodName;
  /** The signer, and to whom. */
  readonly signer: Account;
  readonly recipients: readonly Account[];
  /** Of each signing, before it is signed. */
  readonly signing: (usual: Signing) => Signing;
  /** Of each signature, after. */
  readonly signature: (usual: Uint8Array, signing: Signing) => Uint8Array;
  /** In place of C in `outer`, and of C in m. */
  readonly commitment: Uint8Array | null;
  readonly signedName: Uint8Array | null;
  /** Joined to what they name. */
  readonly outer: Changes;
  readonly inner: Changes;
  readonly delivery: Changes;
  readonly item: Changes;
  /** Follows each encoding, for cases of bytes that are not canonical. */
  readonly trailing: Partial<Record<"outer" | "inner" | "delivery" | "item", Uint8Array>>;
}

export type DraftChanges = Partial<Draft>;

const first: Draft = {
  header: {},
  fields: [
    ["sentAt", noon + 123],
    ["text", "hello"],
  ],
  ...{ secrets: [], period: "the day", signer: "a1", recipients: ["a1", "b2"] },
  ...{ signing: (usual) => usual, signature: (usual) => usual, commitment: null, signedName: null },
  ...{ outer: {}, inner: {}, delivery: {}, item: {}, trailing: {} },
};

/** What a message of every scheme's says here: nothing of its number. */
export function draftOf({ draft: { fields, header, secrets } }: Positive): DraftChanges {
  return { ...(fields && { fields }), ...(header && { header }), ...(secrets && { secrets }) };
}

/** What the source of randomness gives for as many recipients, in this order. */
export function randomFor(recipients: number): Uint8Array {
  return concat(firstRandom, ...Array.from({ length: recipients }, (_, i) => concat(...drawsOf(i))));
}

const firstDelivery = {
  ...{ relay: "relay.example", moderation: "mod.example" },
  ...{ conversation: firstHeader.conversation, epoch: 1, acceptedAt: noon + 456 },
};

export interface Made {
  readonly draft: Draft;
  readonly header: typeof firstHeader;
  readonly commitment: Uint8Array;
  readonly message: Uint8Array;
  /** In the order of the recipients. */
  readonly signatures: readonly Signature[];
  readonly outer: Uint8Array;
  readonly inner: Uint8Array;
  readonly delivery: Uint8Array;
  readonly item: Uint8Array;
}

/** Commits and signs properly, whatever the draft says: only what it says can be wrong. */
export function make(changes: DraftChanges = {}): Made {
  const draft = { ...first, ...changes };
  const { fields, recipients, secrets, trailing } = draft;
  const header = merged(firstHeader, draft.header);
  const keyId = keyIdOf(draft.period);
  const said = { header, fields, kf: firstRandom, keyId };
  const label = "openfranking amf-v1 commitment v1";
  const own = mac(firstRandom, label, suite, keyId, encode(header), encode(fields));
  const message = messageOf(header, fields, draft.signedName ?? own);
  const signings = recipients.map((account, i) => draft.signing(signingOf(draft, account, message, i)));
  const signatures = signings.map(sign);
  const given = signatures.map(({ bytes: usual }, i) => draft.signature(usual, at(signings, i)));
  const entries = recipients.map((account, i) => ({ account, signature: at(given, i) }));
  const delivery = merged({ ...firstDelivery, keyId }, draft.delivery);
  const { moderation, relay } = delivery;
  const signature = given.at(-1);
  const item = { kind: "message", relay, moderation, ...said, recipient: recipients.at(-1), signature };
  const commitment = draft.commitment ?? own;
  const innerParts = { ...said, signatures: entries, secrets };
  return {
    ...{ draft, header, commitment, message, signatures },
    outer: encoded(merged({ suite, commitment }, draft.outer), trailing.outer),
    inner: encoded(merged(innerParts, draft.inner), trailing.inner),
    delivery: encoded(delivery, trailing.delivery),
    item: encoded(merged(item, draft.item), trailing.item),
  };
}

function messageOf(header: typeof firstHeader, fields: readonly AnyField[], name: Uint8Array): Uint8Array {
  const { conversation, relay, sender } = header;
  const label = "openfranking amf-v1 message v1";
  return frame(label, suite, name, relay, conversation, sender, encode(header), encode(fields));
}

/** Frank's, of one recipient. */
function signingOf({ period, signer }: Draft, to: Account, message: Uint8Array, index: number): Signing {
  const pkJ = period === "one of another pk_J" ? pairOf(0x35).publicKey : judge.publicKey;
  const [alpha = 0n, beta = 0n, ...draws] = drawsOf(index).map(ristretto255.reduced);
  const { publicKey: pkR } = pairs[to];
  const keys = { pkS: pairs[signer].publicKey, pkR, pkJ };
  return {
    ...{ ...keys, message, draws },
    ...{ J: times(alpha, pkJ), R: times(beta, pkR), EJ: times(alpha), ER: times(beta) },
    who: { branch: "left", secret: pairs[signer].secret },
    whom: { branch: "left", secret: alpha },
  };
}

function encoded(value: object, trailing: Uint8Array = new Uint8Array()): Uint8Array {
  return concat(encode(value), trailing);
}
