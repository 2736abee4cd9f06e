import { hkdfSha256, hmacSha256 } from "#primitives";
import { concat, hex, u64, utf8 } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { hash, mac } from "../../../frame.ts";
import { firstHeader, merged } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { bytes, noon } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { ownPeriod, type PeriodName } from "./periods.ts";
import { messagePieces, type Piece } from "./protobuf.ts";

export const id = "whatsapp-token-v2";

/** Everything that a message and its tag say. Starts as the first vector; a case changes what it is about. */
interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly secrets: readonly unknown[];
  /** In place of what `fields` and `header` come to: a message and its reportable part. */
  readonly pieces: { readonly message: readonly Piece[]; readonly part: readonly Piece[] } | null;
  /** Joined to `{suite, id, token}`, `{message, messageSecret, secrets}` and the delivery. */
  readonly outer: Changes;
  readonly inner: Changes;
  readonly delivery: Changes;
  readonly period: PeriodName;
  /** Follows each encoding. */
  readonly trailing: Readonly<Partial<Record<"outer" | "inner" | "delivery", Uint8Array>>>;
}

export type DraftChanges = Partial<Draft>;

const messageSecret = bytes(6, 32);
const messageId = bytes(0x1a, 16);
/** What the source of randomness gives every case. */
export const random = concat(messageSecret, messageId);

const first: Draft = {
  header: {},
  fields: [
    ["sentAt", noon + 123],
    ["text", "hello"],
  ],
  secrets: [],
  pieces: null,
  outer: {},
  inner: {},
  delivery: {},
  period: "the day",
  trailing: {},
};

/** Franked and tagged properly, whatever the draft says: only what it says can be wrong. */
export function make(changes: DraftChanges = {}) {
  const draft = { ...first, ...changes };
  const header = merged(firstHeader, draft.header);
  const message = concat(...(draft.pieces?.message ?? messagePieces(draft.fields, header)));
  const part = concat(...(draft.pieces?.part ?? messagePieces(draft.fields, null)));
  const { conversation, relay, sender } = header;
  const { keyId, stampKey, reporterKey } = ownPeriod(draft.period);
  const stamped = { relay, moderation: "mod.example", keyId, sender, conversation, timestamp: noon + 456 };
  const said = merged(stamped, draft.delivery);
  const messageName = hex(messageId);
  const info = utf8(`${messageName}${said.sender}${hex(said.conversation)}Report Token`);
  const key = hkdfSha256(messageSecret, new Uint8Array(), info, 32);
  const token = part.length === 0 ? null : hmacSha256(key, part).slice(0, 16);
  const outerParts = merged({ suite: id, id: messageName, token }, draft.outer);
  const named = [outerParts.id, outerParts.token ?? new Uint8Array()] as const;
  const name = hash("openfranking whatsapp-token-v2 name v1", id, ...named);
  const time = said.timestamp < 0 ? 0 : said.timestamp;
  const label = "openfranking whatsapp-token-v2 tag v1";
  const tag = mac(stampKey, label, ...named, said.sender, said.conversation, u64(time));
  const innerParts = merged({ message, messageSecret, secrets: draft.secrets }, draft.inner);
  const ended = (place: keyof Draft["trailing"], value: unknown) =>
    concat(encode(value), draft.trailing[place] ?? new Uint8Array());
  const outer = ended("outer", outerParts);
  const inner = ended("inner", innerParts);
  const delivery = ended("delivery", merged({ ...said, tag }, draft.delivery));
  return {
    ...{ draft, header, outer, inner, delivery, evidence: encode({ outer, inner, delivery }) },
    ...{ name, token, said: merged(stamped, draft.delivery), messageSecret, part, message },
    values: { message, part, info, key, token: token ?? new Uint8Array(), name },
    stampValues: { keyId, K: stampKey, KA: reporterKey, tag },
  };
}

export type Made = ReturnType<typeof make>;
