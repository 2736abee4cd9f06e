import { hex } from "../../../bytes.ts";
import type { FieldValue } from "../../../message.ts";
import { formOf, formOfValue, jsonOf, type SecretForm } from "../../json-forms.ts";
import type { VectorCase } from "../../vectors.ts";
import { conversation } from "../draft.ts";
import type { DraftChanges as StampedDraft } from "../draft-form.ts";
import { inHex } from "../first-vector.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, make, salt } from "./draft.ts";

const page = "schemes/mimi-06/README.md, frank";

const secret: SecretForm = { key: "11".repeat(16), seed: "12".repeat(32), locator: "blobs/1" };
const shortSecret: SecretForm = { ...secret, key: "11".repeat(15) };
const tooLong: DraftChanges = { fields: [["text", "a".repeat(66_000)]] };

export function frankCases(): VectorCase[] {
  const first = make();
  const faults: readonly Limit[] = [
    ...malformedHeaders.map(({ code, made, name }): Limit => [`${name} is`, code, { header: made }]),
    ...[...malformedShapes, ...malformedTypes].map(
      ({ code, made, name }): Limit => [`${name} is`, code, { fields: made }],
    ),
    ...limits,
  ];
  return [
    { ...frankCase("the first vector is committed to"), intermediates: inHex(first.values) },
    ...[...positives.map(({ draft, name }): [string, DraftChanges] => [name, draftOf(draft)]), ...names].map(
      ([name, draft]) => frankCase(`${name} is committed to`, draft),
    ),
    ...faults.map(([name, code, draft, secrets]) =>
      refusedCase(`${name} not committed to`, code, draft, secrets),
    ),
  ];
}

/** Of a draft of the stamped suites, what a message says. */
export function draftOf({ fields, header }: StampedDraft): DraftChanges {
  return { ...(fields === undefined ? {} : { fields }), ...(header === undefined ? {} : { header }) };
}

const names: readonly [string, DraftChanges][] = [
  ["a sender whose name a URI must escape", { header: { sender: "a/ü 'x'(~)!*%41" } }],
  ["a message at a relay of a port", { header: { relay: "relay.example:8443" } }],
];

type Limit = readonly [name: string, code: string, draft: DraftChanges, secrets?: readonly SecretForm[]];

const limits: readonly Limit[] = [
  ["more than 64 KiB are", "size", tooLong],
  ["129 fields are", "inner", { fields: Array.from({ length: 129 }, () => ["text", ""] as const) }],
  ["no fields are", "inner", { fields: [] }],
  ["an attachment's key of 15 bytes is", "inner", {}, [shortSecret]],
  ["an attachment's key is", "inner", {}, [secret]],
  ["text that begins with U+FEFF is", "encoding", { fields: [["text", "\uFEFFhello"]] }],
  ["a sender whose name begins with U+FEFF is", "encoding", { header: { sender: "\uFEFFa1" } }],
  [
    "an attachment's key, with text that begins with U+FEFF, is",
    "inner",
    { fields: [["text", "\uFEFF"]] },
    [secret],
  ],
];

function refusedCase(
  name: string,
  code: string,
  draft: DraftChanges,
  secrets?: readonly SecretForm[],
): VectorCase {
  return { ...frankCase(name, draft, secrets, false), expects: { refused: code } };
}

function frankCase(
  name: string,
  changes: DraftChanges = {},
  secrets: readonly SecretForm[] = [],
  isGood = true,
): VectorCase {
  const header = { ...make().header, ...changes.header };
  const { draft } = make(isGood ? changes : {});
  const fields = changes.fields ?? draft.fields;
  return {
    ...{ name, origin: page, role: "frank" },
    input: {
      message: { header: jsonOf(header), fields: fields.map(formOfField) },
      ...(secrets.length === 0 ? {} : { sender: { secrets } }),
      random: hex(salt),
    },
    expects: isGood ? frankedOf(changes) : null,
  };
}

function frankedOf(changes: DraftChanges) {
  const { content, outer } = make(changes);
  return jsonOf({ commitment: outer, outer, inner: content });
}

function formOfField([path, value]: AnyField): readonly [string, ReturnType<typeof formOfValue>] {
  // Cases of a wrong type have a value that belongs to another path.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return [path, formOfValue(value as FieldValue)];
}

export function stampCases(): VectorCase[] {
  const first = make();
  const escaped = make({ context: { ...first.draft.context, sender: "a/ü 'x'(~)!*%41" } });
  return [
    stampCase("two recipients get one delivery", first.outer, [first.delivery, first.delivery]),
    stampCase(
      "a message of a sender whose name a URI must escape is stamped",
      first.outer,
      [escaped.delivery, escaped.delivery],
      {
        sender: "a/ü 'x'(~)!*%41",
      },
    ),
    {
      ...stampCase("a tag of 31 bytes is not stamped", first.outer.slice(1), []),
      expects: { refused: "outer" },
    },
    {
      ...stampCase("a tag of 33 bytes is not stamped", bytes(1, 33), []),
      expects: { refused: "outer" },
    },
    {
      ...stampCase("a sender whose name begins with U+FEFF is not stamped", first.outer, [], {
        sender: "\uFEFFa1",
      }),
      expects: { refused: "encoding" },
    },
    {
      ...stampCase("a message whose sender the relay does not know is not stamped", first.outer, [], {
        sender: null,
      }),
      expects: { refused: "sender" },
    },
  ];
}

function stampCase(
  name: string,
  outer: Uint8Array,
  deliveries: readonly Uint8Array[],
  facts: { readonly sender: string | null } = { sender: "a1" },
): VectorCase {
  return {
    ...{ name, origin: "schemes/mimi-06/README.md, stamp", role: "stamp" },
    input: {
      ...{ outer: formOf(outer), period: "the day" },
      facts: {
        ...{ relay: "relay.example", moderation: "mod.example", conversation: hex(conversation), epoch: 1 },
        ...{ ...facts, seq: 7, acceptedAt: noon + 456, recipients: ["b2", "a1"] },
      },
    },
    expects: deliveries.map(hex),
  };
}
