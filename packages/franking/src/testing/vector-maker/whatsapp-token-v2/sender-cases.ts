import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { FieldValue } from "../../../message.ts";
import { formOf, formOfValue, jsonOf, type SecretForm } from "../../json-forms.ts";
import type { VectorCase } from "../../vectors.ts";
import { conversation } from "../draft.ts";
import { inHex } from "../first-vector.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, make, random } from "./draft.ts";

const page = "schemes/whatsapp-token-v2/README.md";

export function frankCases(): VectorCase[] {
  const first = make();
  const good = [
    ...positives.map(({ draft, name }): [string, DraftChanges] => [name, draftOf(draft)]),
    ...unseparated,
  ];
  const faults = [
    ...[...malformedShapes, ...malformedTypes].map(({ code, made, name }) => ({
      ...frankCase(`${name} is not committed to`, { fields: made }),
      expects: { refused: code },
    })),
    ...malformedHeaders.map(({ code, made, name }) => ({
      ...frankCase(`${name} is not committed to`, { header: made }),
      expects: { refused: code },
    })),
    ...limits.map(([name, code, draft]) => ({
      ...frankCase(`${name} not committed to`, draft),
      expects: { refused: code },
    })),
  ];
  return [
    {
      ...frankCase("the first vector is committed to"),
      intermediates: inHex({ ...first.values, ...first.stampValues }),
    },
    ...good.map(([name, draft]) => ({
      ...frankCase(`${name} is committed to`, draft),
      intermediates: inHex(make(draft).values),
    })),
    ...faults,
  ];
}

/** Of a draft of the stamped suites, what a message says. */
export function draftOf({ fields, header, secrets }: DraftChanges): DraftChanges {
  return {
    ...(fields === undefined ? {} : { fields }),
    ...(header === undefined ? {} : { header }),
    ...(secrets === undefined ? {} : { secrets }),
  };
}

/** Two senders in two conversations whose names join to the same text: one key, and one token. */
const unseparated: readonly [string, DraftChanges][] = [
  ["a message of a1 in a conversation of 17 bytes", { header: { conversation: bytes(3, 17) } }],
  ["a message of a103 in a conversation of 16 bytes", { header: { sender: "a103" } }],
];

const limits: readonly (readonly [name: string, code: string, draft: DraftChanges])[] = [
  ["more than 64 KiB are", "size", { fields: [["text", "a".repeat(66_000)]] }],
  ["129 fields are", "inner", { fields: Array.from({ length: 129 }, () => ["text", ""] as const) }],
  ["no fields are", "inner", { fields: [] }],
  ["text that begins with U+FEFF is", "encoding", { fields: [["text", "\uFEFFhello"]] }],
  [
    "a sender whose name begins with U+FEFF is",
    "encoding",
    { header: { sender: "\uFEFFa1" }, delivery: { sender: "a1" } },
  ],
  [
    "an attachment's key of 15 bytes is",
    "inner",
    { secrets: [{ key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" }] },
  ],
];

function frankCase(name: string, changes?: DraftChanges): VectorCase {
  const { draft, header, inner, name: commitment, outer } = make(changes);
  // The maker's secrets are of this form.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const secrets = jsonOf(draft.secrets) as unknown as readonly SecretForm[];
  return {
    ...{ name, origin: page, role: "frank" },
    input: {
      message: { header: jsonOf(header), fields: draft.fields.map(formOfField) },
      ...(secrets.length === 0 ? {} : { sender: { secrets } }),
      random: hex(random),
    },
    expects: jsonOf({ commitment, inner, outer }),
  };
}

function formOfField([path, value]: AnyField): readonly [string, ReturnType<typeof formOfValue>] {
  // Cases of a wrong type have a value that belongs to another path.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return [path, formOfValue(value as FieldValue)];
}

export function stampCases(): VectorCase[] {
  const first = make();
  const unreported = make({ fields: [["sentAt", noon]] });
  const { id, suite } = { id: "1a".repeat(16), suite: "whatsapp-token-v2" };
  const refused: readonly (readonly [string, string, Uint8Array])[] = [
    ["of another suite is", "suite", make({ outer: { suite: "merkle-v1" } }).outer],
    ["with a member too many is", "outer", make({ outer: { more: 1 } }).outer],
    ["without token is", "outer", encode({ suite, id })],
    ["that is no CBOR is", "encoding", Uint8Array.of(0xff)],
  ];
  return [
    stampCase("two recipients get one delivery", first.outer, [first.delivery, first.delivery]),
    stampCase("a message without a token is stamped", unreported.outer, [
      unreported.delivery,
      unreported.delivery,
    ]),
    ...refused.map(([name, code, outer]) => ({
      ...stampCase(`an outer part ${name} not stamped`, outer, []),
      expects: { refused: code },
    })),
    {
      ...stampCase("a message whose sender the relay does not know is not stamped", first.outer, [], null),
      expects: { refused: "sender" },
    },
  ];
}

function stampCase(
  name: string,
  outer: Uint8Array,
  deliveries: readonly Uint8Array[],
  sender: string | null = "a1",
): VectorCase {
  return {
    ...{ name, origin: page, role: "stamp" },
    input: {
      ...{ outer: formOf(outer), period: "the day" },
      facts: {
        ...{ relay: "relay.example", moderation: "mod.example", conversation: hex(conversation), epoch: 1 },
        ...{ sender, seq: 7, acceptedAt: noon + 456, recipients: ["b2", "a1"] },
      },
    },
    expects: deliveries.map(hex),
  };
}
