import { concat, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { SenderForm } from "../../parties.ts";
import { malformedHeaders, malformedShapes, malformedTypes, oneOfEachCode } from "../malformed.ts";
import { bytes } from "../periods.ts";
import { mostFields } from "../positive-messages.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { asForwarded, type DraftChanges, type Made, make } from "./draft.ts";
import { source } from "./forwards.ts";
import { recordNamed } from "./periods.ts";

export interface FrankFault {
  readonly name: string;
  readonly code: RefusalCode;
  /** What is said. `forwards` is there where a message is forwarded. */
  readonly draft: DraftChanges;
  readonly sender: SenderForm;
}

type Row = readonly [name: string, code: RefusalCode, draft: DraftChanges, sender: SenderForm];

const record = hex(encode(recordNamed("the day")));
const zero = Uint8Array.of(0);
const marked: readonly AnyField[] = asForwarded(make().fields);

export function frankFaults(): FrankFault[] {
  const usual: SenderForm = { moderation: record, token: hex(make().issued) };
  const rows: readonly Row[] = [
    ...oneOfEachCode(malformedHeaders).map(
      ({ code, made, name }): Row => [`${name} is`, code, { header: made }, usual],
    ),
    ...oneOfEachCode([...malformedShapes, ...malformedTypes]).map(
      ({ code, made, name }): Row => [`${name} is`, code, { fields: made }, usual],
    ),
    ...contentFaults(usual),
    ...tokenFaults(usual),
    ...forwardFaults(),
  ];
  return rows.map(([name, code, draft, sender]) => ({ name, code, draft, sender }));
}

function contentFaults(usual: SenderForm): Row[] {
  const secrets = [{ key: "11".repeat(15), seed: "12".repeat(32), locator: "blobs/1" }];
  return [
    ["more than 64 KiB are", "size", { fields: [["text", "a".repeat(66_000)]] }, usual],
    ["129 fields are", "inner", { fields: Array.from({ length: 129 }, () => ["text", ""] as const) }, usual],
    ["no fields are", "inner", { fields: [] }, usual],
    ["an attachment's key of 15 bytes is", "inner", {}, { ...usual, secrets }],
    ["text that begins with U+FEFF is", "encoding", { fields: [["text", "\uFEFFhello"]] }, usual],
    ["a malformed header, without a token, is", "header", { header: { v: 2 } }, {}],
    ["an attachment's key of 15 bytes, without a token, is", "inner", {}, { secrets }],
  ];
}

function tokenFaults(usual: SenderForm): Row[] {
  const { issued, values } = make();
  const token = (changes: DraftChanges) => ({ ...usual, token: hex(make(changes).issued) });
  const under = (name: Parameters<typeof recordNamed>[0]) => ({
    moderation: hex(encode(recordNamed(name))),
    token: hex(make({ period: name }).issued),
  });
  return [
    ["a message without a record is", "key", {}, { token: hex(issued) }],
    ["a message without record and token is", "key", {}, {}],
    ["a message under a record of another algorithm is", "key", {}, under("another algorithm's")],
    ["a message without a token is", "token", {}, { moderation: record }],
    ["a token with a byte behind it is", "encoding", {}, { ...usual, token: hex(concat(issued, zero)) }],
    ["a token with a nonce of 11 bytes is", "token", {}, token({ issued: { nonce: bytes(1, 11) } })],
    ["a token of another secret's key is", "token", {}, token({ issued: { pke: bytes(1, 32) } })],
    [
      "a token under a record of a relay's key of 65 bytes is",
      "key",
      {},
      under("one of a relay's key of 65 bytes"),
    ],
    [
      "a token of which the moderation's signature has one bit turned is",
      "token",
      {},
      token({ token: { signature: spoiled(values.σM) } }),
    ],
    ["a token of another period is", "token", {}, token({ issuedIn: "the day before" })],
  ];
}

/** Of what is forwarded, or of how. */
function forwardFaults(): Row[] {
  const of = (changes: DraftChanges): Made => make({ ...source, ...changes });
  const { evidence, inner, delivery, outer } = of({});
  const forward = (name: string, code: RefusalCode, forwards: Uint8Array, draft: DraftChanges = {}): Row => [
    name,
    code,
    { fields: marked, ...draft, forwards: source },
    { forwards: hex(forwards) },
  ];
  return [
    forward("a forward of evidence with a byte behind it is", "encoding", concat(evidence, zero)),
    forward("a forward of evidence without delivery is", "item", encode({ outer, inner })),
    forward(
      "a forward of an inner part with a byte behind it is",
      "encoding",
      of({ trailing: { inner: zero } }).evidence,
    ),
    forward(
      "a forward of an inner part with a member too many is",
      "inner",
      of({ inner: { more: 1 } }).evidence,
    ),
    forward(
      "a forward of a message of another suite's is",
      "suite",
      of({ outer: { suite: "merkle-v1" } }).evidence,
    ),
    forward("a forward of a broken outer part is", "outer", encode({ outer: encode({}), inner, delivery })),
    forward("a forward of a broken delivery is", "delivery", encode({ outer, inner, delivery: encode({}) })),
    forward("a forward that edits is", "header", evidence, { header: { kind: "edit" } }),
    forward("a forward that changes the group is", "header", evidence, { header: { kind: "group" } }),
    forward("a forward of other words is", "commitment", evidence, {
      fields: [
        ["forwarded", true],
        ["text", "bye"],
      ],
    }),
    forward("a forward that is not marked as one is", "commitment", evidence, { fields: make().fields }),
    forward("a forward of 128 fields is", "inner", of({ fields: mostFields }).evidence, {
      fields: mostFields,
    }),
    forward("a malformed header of a forward of nothing is", "header", zero, { header: { v: 2 } }),
    forward("a forward that edits, of other words, is", "header", evidence, {
      header: { kind: "edit" },
      fields: [["text", "bye"]],
    }),
  ];
}
