import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { AttachmentSecret, FieldValue } from "../../../message.ts";
import { formOf, formOfValue, jsonOf, type MessageForm, type SecretForm } from "../../json-forms.ts";
import type { VectorCase } from "../../vectors.ts";
import { conversation } from "../draft.ts";
import { inHex } from "../first-vector.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, draftOf, type Made, make, otherSuite, page, random } from "./draft.ts";
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
  ];
}

/** What `enc` cannot say. */
function notEncoded(): VectorCase {
  const message: MessageForm = { header: jsonOf(make().header), fields: [["text", "\uFEFFhello"]] };
  return {
    ...{ name: "a text that begins with a byte order mark is not committed to", origin: page, role: "frank" },
    input: { message, random: hex(random) },
    expects: { refused: "encoding" },
  };
}

const text: AnyField = ["text", ""];
const shortSecret = { key: bytes(0x11, 15), seed: bytes(0x12, 32), locator: "blobs/1" };

function valuesOf({ commitment, values }: Made): Record<string, Uint8Array> {
  return { ...values, C: commitment };
}

/** Every value of the first vector, by its name on the page. */
function firstValues(): Record<string, Uint8Array> {
  const made = make();
  const { keyId, stampKey } = periodNamed("the day");
  const { masked, sigma, sigmaC } = made;
  return { ...valuesOf(made), keyId, kM: stampKey, sigma, sigmaC, masked };
}

function frankCase(name: string, changes?: DraftChanges): VectorCase {
  const { commitment, draft, header, inner, outer } = make(changes);
  const message: MessageForm = { header: jsonOf(header), fields: draft.fields.map(formOfField) };
  const sender = draft.secrets.length === 0 ? {} : { sender: { secrets: draft.secrets.map(formOfSecret) } };
  return {
    ...{ name, origin: page, role: "frank" },
    input: { message, ...sender, random: hex(random) },
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
  const { outer, share } = make();
  const { h: _, ...withoutH } = share;
  const refused: readonly (readonly [name: string, outer: Uint8Array, code: string])[] = [
    ["an outer part that is no CBOR", Uint8Array.of(0xff), "encoding"],
    ["an outer part with a member too many", make({ outer: { more: 1 } }).outer, "outer"],
    ["an outer part without h", encode(withoutH), "outer"],
    ["an s1 of 15 bytes", encode({ ...share, s1: bytes(0x24, 15) }), "outer"],
    ["an outer part of another suite", make({ outer: { suite: otherSuite } }).outer, "suite"],
  ];
  return [
    {
      ...stampCase("the sender and a recipient get the same delivery", ["b2", "a1"], outer),
      expects: [hex(make().delivery), hex(make().delivery)],
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
