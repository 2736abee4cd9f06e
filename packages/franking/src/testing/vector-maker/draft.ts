import { concat } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { hash, mac } from "../../frame.ts";
import type { Changes, Draft, DraftChanges } from "./draft-form.ts";
import { bytes, noon, periodNamed } from "./periods.ts";
import type { Committed, Suite } from "./stamped-suite.ts";

export const conversation = bytes(3, 16);
export const device = bytes(4, 8);
/** The opening key of the first vector. */
export const firstRandom = bytes(6, 32);

export const firstHeader = {
  v: 1,
  relay: "relay.example",
  conversation,
  sender: "a1",
  sent: { device, n: 0 },
  seen: { seq: 6, commitment: bytes(5, 32) },
  kind: "message",
  refs: [],
};

const firstContext = {
  v: 1,
  relay: "relay.example",
  moderation: "mod.example",
  conversation,
  epoch: 1,
  sender: "a1",
  seq: 7,
  acceptedAt: noon + 456,
};

const first: Draft = {
  header: {},
  fields: [
    ["sentAt", noon + 123],
    ["text", "hello"],
  ],
  secrets: [],
  outer: {},
  inner: {},
  delivery: {},
  context: {},
  period: "the day",
  recipient: { relay: "relay.example", account: "b2" },
  blind: bytes(7, 32),
  trailing: {},
};

export interface Made {
  readonly draft: Draft;
  readonly suite: Suite;
  readonly committed: Committed;
  readonly header: typeof firstHeader;
  readonly context: typeof firstContext & { readonly keyId: Uint8Array };
  readonly outer: Uint8Array;
  readonly inner: Uint8Array;
  readonly delivery: Uint8Array;
  readonly evidence: Uint8Array;
  readonly digest: Uint8Array;
  readonly stamp: Uint8Array;
  readonly blind: Uint8Array;
  readonly tag: Uint8Array;
  readonly addressed: Uint8Array;
}

/** Commits and stamps properly, whatever the draft says: only what it says can be wrong. */
export function make(suite: Suite, changes: DraftChanges = {}): Made {
  const draft = { ...first, ...changes };
  const header = merged(firstHeader, draft.header);
  const committed = suite.commit(header, draft.fields, suite.random);
  const outerParts = merged({ suite: suite.id, commitment: committed.commitment }, draft.outer);
  const period = periodNamed(draft.period);
  const context = merged({ ...firstContext, keyId: period.keyId }, draft.context);
  const digest = hash("openfranking stamped v1", suite.id, outerParts.commitment, encode(context));
  const { relay, account } = draft.recipient;
  const stamp = mac(period.stampKey, "openfranking stamp v1", digest);
  const blind = draft.blind ?? mac(period.blindKey, "openfranking recipient-blind v1", digest, account);
  const tag = hash("openfranking recipient v1", blind, relay, account);
  const addressed = mac(period.stampKey, "openfranking addressed v1", digest, tag);
  const innerParts = merged({ header, ...committed.inner, secrets: draft.secrets }, draft.inner);
  const outer = concat(encode(outerParts), draft.trailing.outer ?? new Uint8Array());
  const inner = concat(encode(innerParts), draft.trailing.inner ?? new Uint8Array());
  const delivery = concat(
    encode(merged({ context, stamp, addressed, blind }, draft.delivery)),
    draft.trailing.delivery ?? new Uint8Array(),
  );
  const evidence = encode({ outer, inner, delivery });
  return {
    ...{ draft, suite, committed, header, context, outer, inner, delivery, evidence },
    ...{ digest, stamp, blind, tag, addressed },
  };
}

/** `base` with `changes`, of which an undefined one takes a member away. The result claims `base`'s type and may break it. */
export function merged<T extends object>(base: T, changes: Changes): T {
  const entries = Object.entries({ ...base, ...changes }).filter(([, value]) => value !== undefined);
  // Cases break the types on purpose.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as T;
}
