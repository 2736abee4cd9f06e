import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { AttachmentSecret, FieldValue } from "../../../message.ts";
import { formOf, formOfValue, jsonOf, type MessageForm, type SecretForm } from "../../json-forms.ts";
import type { VectorCase } from "../../vectors.ts";
import { conversation, merged } from "../draft.ts";
import { inHex } from "../first-vector.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import {
  type DraftChanges,
  draftOf,
  firstK,
  type Made,
  make,
  otherSuite,
  page,
  reporterTagOf,
} from "./draft.ts";
import { periodNamed } from "./periods.ts";

export function frankCases(): VectorCase[] {
  const good = positives.map((positive) => ({
    ...frankCase(`${positive.name} is committed to`, draftOf(positive)),
    intermediates: inHex(valuesOf(make(draftOf(positive)))),
  }));
  const faults = [
    ...[...malformedShapes, ...malformedTypes].map(
      ({ name, code, made }) => [name, code, { fields: made }] as const,
    ),
    ...malformedHeaders.map(({ name, code, made }) => [name, code, { header: made }] as const),
    ["a message of more than 64 KiB", "size", { fields: [["text", "a".repeat(66_000)]] }] as const,
    ["a message of 129 fields", "inner", { fields: Array.from({ length: 129 }, () => text) }] as const,
    ["a message of no fields", "inner", { fields: [] }] as const,
    ["a message with an attachment's key of 15 bytes", "inner", { secrets: [shortSecret] }] as const,
  ];
  return [
    { ...frankCase("the first vector is committed to"), intermediates: inHex(firstValues()) },
    ...good,
    ...faults.map(([name, code, draft]) => ({
      ...frankCase(`${name} is not committed to`, draft),
      expects: { refused: code },
    })),
    notEncoded(),
    ...forwardCases(),
  ];
}

/** Of a message that b2 has received, to pass on. */
function forwardCases(): VectorCase[] {
  const before = make({ k: bytes(0x31, 16) });
  const { delivery, evidence, inner, outer } = before;
  const [marked, unmarked] = [[["forwarded", true] as const, ...before.draft.fields], before.draft.fields];
  const case_ = (name: string, changes: DraftChanges, forwards: Uint8Array, code?: string): VectorCase => {
    const made = frankCase(name, changes);
    if (made.role !== "frank") throw new Error("unreachable: it is of frank");
    const input = { ...made.input, sender: { ...made.input.sender, forwards: hex(forwards) } };
    return { ...made, input, ...(code === undefined ? {} : { expects: { refused: code } }) };
  };
  const points = { ptr: before.draft.k, fields: marked };
  const of = (changes: DraftChanges) => make({ k: bytes(0x31, 16), ...changes }).evidence;
  return [
    {
      ...case_("a forward points at what is forwarded", points, evidence),
      intermediates: inHex(valuesOf(make(points))),
    },
    case_("a forward of a forward points at the latter", points, of({ fields: marked })),
    case_("a forward without its mark is not committed to", { fields: unmarked }, evidence, "commitment"),
    case_(
      "a forward of other words is not committed to",
      {
        fields: [
          ["forwarded", true],
          ["text", "bye"],
        ],
      },
      evidence,
      "commitment",
    ),
    case_(
      "a forward of evidence with a byte behind it is not committed to",
      points,
      Uint8Array.of(...evidence, 0),
      "encoding",
    ),
    case_(
      "a forward of evidence without delivery is not committed to",
      points,
      encode({ outer, inner }),
      "item",
    ),
    case_(
      "a forward of an inner part with a byte behind it is not committed to",
      points,
      of({ trailing: { inner: Uint8Array.of(0) } }),
      "encoding",
    ),
    case_(
      "a forward of an inner part without k is not committed to",
      points,
      of({ inner: { k: undefined } }),
      "inner",
    ),
    case_(
      "a forward of a type that is wrong and of other words is not committed to",
      {
        fields: [
          ["forwarded", true],
          ["text", 5],
        ],
      },
      encode({ outer, inner, delivery }),
      "field-type",
    ),
  ];
}

/** What `enc` cannot say. */
function notEncoded(): VectorCase {
  const message: MessageForm = { header: jsonOf(make().header), fields: [["text", "\uFEFFhello"]] };
  return {
    ...{ name: "a text that begins with a byte order mark is not committed to", origin: page, role: "frank" },
    input: { message, random: hex(firstK) },
    expects: { refused: "encoding" },
  };
}

const text: AnyField = ["text", ""];
const shortSecret = { key: bytes(0x11, 15), seed: bytes(0x12, 32), locator: "blobs/1" };

function valuesOf({ address, ct, draft, words }: Made): Record<string, Uint8Array> {
  return { words, addr: address, ptr: draft.ptr, ct };
}

/** Every value of the first vector, by its name on the page. */
function firstValues(): Record<string, Uint8Array> {
  const made = make();
  const { keyId } = periodNamed("the day");
  const reporterTag = reporterTagOf(made, "relay.example", "b2");
  return { ...valuesOf(made), keyId, entry: made.entry, reporterTag };
}

function frankCase(name: string, changes?: DraftChanges): VectorCase {
  const { address: commitment, draft, header, inner, outer } = make(changes);
  const message: MessageForm = { header: jsonOf(header), fields: draft.fields.map(formOfField) };
  const sender = draft.secrets.length === 0 ? {} : { sender: { secrets: draft.secrets.map(formOfSecret) } };
  return {
    ...{ name, origin: page, role: "frank" },
    input: { message, ...sender, random: hex(firstK) },
    expects: jsonOf({ commitment, inner, outer }),
  };
}

function formOfField([path, value]: AnyField): MessageForm["fields"][number] {
  // Cases of a wrong type have a value that belongs to another path.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return [path, formOfValue(value as FieldValue)];
}

function formOfSecret(secret: unknown): SecretForm {
  // The maker's secrets are of this form.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { key, seed, locator } = secret as AttachmentSecret;
  return { key: hex(key), seed: hex(seed), locator };
}

export function stampCases(): VectorCase[] {
  const { outer } = make();
  const refused: readonly (readonly [name: string, outer: Uint8Array, code: string])[] = [
    ["an outer part that is no CBOR", Uint8Array.of(0xff), "encoding"],
    ["an outer part with a member too many", make({ outer: { more: 1 } }).outer, "outer"],
    ["an outer part without ct", encode(merged(make().outerParts, { ct: undefined })), "outer"],
    ["an outer part of another suite", make({ outer: { suite: otherSuite } }).outer, "suite"],
  ];
  return [
    {
      ...stampCase("the sender and a recipient each get a delivery of their own", ["b2", "a1"], outer),
      expects: [hex(make().delivery), hex(make({ recipient: "a1" }).delivery)],
    },
    { ...stampCase("a message for nobody gets no delivery", [], outer), expects: [] },
    ...refused.map(([name, bad, code]) => ({
      ...stampCase(`${name} is not stamped`, ["b2"], bad),
      expects: { refused: code },
    })),
    {
      ...stampCase("a message whose sender the relay does not know is not stamped", ["b2"], outer, null),
      expects: { refused: "sender" },
    },
  ];
}

function stampCase(
  name: string,
  recipients: readonly string[],
  outer: Uint8Array,
  sender: string | null = "a1",
): VectorCase {
  const names = { relay: "relay.example", moderation: "mod.example" };
  const facts = {
    ...names,
    conversation: hex(conversation),
    epoch: 1,
    sender,
    seq: 7,
    acceptedAt: noon + 456,
  };
  const input = { outer: formOf(outer), period: "the day", facts: { ...facts, recipients } };
  return { name, origin: `${page}, stamp`, role: "stamp", input, expects: null };
}
