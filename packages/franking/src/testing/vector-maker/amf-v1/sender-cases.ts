import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { AttachmentSecret, FieldValue } from "../../../message.ts";
import { formOf, formOfValue, jsonOf, type MessageForm, type SecretForm } from "../../json-forms.ts";
import type { SenderForm } from "../../parties.ts";
import type { VectorCase } from "../../vectors.ts";
import { conversation, firstHeader, firstRandom, merged } from "../draft.ts";
import { inHex } from "../first-vector.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import { at } from "../suite.ts";
import {
  type Account,
  type DraftChanges,
  draftOf,
  type Made,
  make,
  otherSuite,
  page,
  pairs,
  randomFor,
} from "./draft.ts";
import {
  identity,
  keyIdOf,
  noPoint,
  notBelowL,
  type PeriodName,
  recordNamed,
  reporterKeyOf,
} from "./periods.ts";
import { selfOf } from "./rows.ts";

export function frankCases(): VectorCase[] {
  return [
    { ...frankCase("the first vector is signed"), intermediates: inHex(firstValues()) },
    ...positives.map((positive) => frankCase(`${positive.name} is signed`, draftOf(positive))),
    frankCase("a message to three is signed", { recipients: ["b2", "c3", "a1"] }),
    frankCase("a message to nobody else is signed", { recipients: ["a1"] }),
    frankCase("a message of another period is signed", { period: "one of another pk_J" }),
    ...contentFaults(),
    ...keyFaults(),
  ];
}

/** Every value of the first vector, by its name on the page. */
function firstValues(): Record<string, Uint8Array> {
  const made = make();
  return { ...valuesOf(made), KA: reporterKeyOf("the day"), ...at(made.signatures, 0).values };
}

function valuesOf({ commitment, draft, message }: Made): Record<string, Uint8Array> {
  return { keyId: keyIdOf(draft.period), C: commitment, m: message };
}

function frankCase(name: string, changes?: DraftChanges): VectorCase {
  const made = make(changes);
  const { commitment, draft, inner, outer } = made;
  return {
    ...inputOf(name, { ...draft }, senderOf(draft), randomFor(draft.recipients.length)),
    ...{ intermediates: inHex(valuesOf(made)), expects: jsonOf({ commitment, inner, outer }) },
  };
}

interface Spoken extends Pick<DraftChanges, "header"> {
  readonly fields: readonly AnyField[];
}

function inputOf(name: string, { fields, header = {} }: Spoken, sender: SenderForm, random: Uint8Array) {
  const message: MessageForm = {
    header: jsonOf(merged(firstHeader, header)),
    fields: fields.map(formOfField),
  };
  return {
    ...{ name, origin: `${page}, frank`, role: "frank" as const },
    input: { message, sender, random: hex(random) },
  };
}

function senderOf({ period, recipients, secrets }: Made["draft"]): SenderForm {
  return {
    ...(secrets.length === 0 ? {} : { secrets: secrets.map(formOfSecret) }),
    ...{ self: selfOf("a1"), recipients: recipients.map(recipientOf) },
    moderation: hex(encode(recordNamed(period))),
  };
}

function recipientOf(account: Account) {
  return { account, publicKey: hex(pairs[account].publicKey) };
}

const none = new Uint8Array();
const text: AnyField = ["text", ""];
const shortSecret = { key: bytes(0x11, 15), seed: bytes(0x12, 32), locator: "blobs/1" };

/** What is refused before anything is drawn, and what is found when all else is made. */
function contentFaults(): VectorCase[] {
  const usual = make().draft;
  const faults: readonly (readonly [string, string, DraftChanges, Uint8Array?])[] = [
    ...[...malformedShapes, ...malformedTypes].map(
      ({ name, code, made }) => [name, code, { fields: made }] as const,
    ),
    ...malformedHeaders.map(({ name, code, made }) => [name, code, { header: made }] as const),
    ["a message of 129 fields", "inner", { fields: Array.from({ length: 129 }, () => text) }],
    ["a message of no fields", "inner", { fields: [] }],
    ["a message with an attachment's key of 15 bytes", "inner", { secrets: [shortSecret] }],
    ["a message of more than 64 KiB", "size", { fields: [["text", "a".repeat(66_000)]] }, randomFor(2)],
    [
      "a text that begins with a byte order mark",
      "encoding",
      { fields: [["text", "\uFEFFhello"]] },
      firstRandom,
    ],
  ];
  return faults.map(([name, code, draft, random = none]) => {
    const said = { ...usual, ...draft };
    return { ...inputOf(`${name} is not signed`, said, senderOf(said), random), expects: { refused: code } };
  });
}

function keyFaults(): VectorCase[] {
  const usual = senderOf(make().draft);
  const own = selfOf("a1");
  const to = (...recipients: readonly { account: string; publicKey: string }[]) => ({ ...usual, recipients });
  const [a1, b2] = [recipientOf("a1"), recipientOf("b2")];
  const under = (period: PeriodName) => ({ ...usual, moderation: hex(encode(recordNamed(period))) });
  const { moderation: _m, ...withoutRecord } = usual;
  const { self: _s, ...withoutPair } = usual;
  const faults: readonly (readonly [string, SenderForm])[] = [
    ["a message without a record", withoutRecord],
    ["a message under a record of another algorithm", under("another algorithm's")],
    ["a message under a record without a pk_J", under("one of a moderation's key of 32 bytes")],
    ["a message under a record of a longer key", under("one of a moderation's key of 65 bytes")],
    ["a message under a record of a pk_J that is no point", under("one of a pk_J that is no point")],
    ["a message under a record of a pk_J that is the identity", under("one of a pk_J that is the identity")],
    ["a message of a sender without a pair", withoutPair],
    ["a message of an sk_S of 0", { ...usual, self: { ...own, secretKey: "00".repeat(32) } }],
    [
      "a message of an sk_S that is not below L",
      { ...usual, self: { ...own, secretKey: hex(notBelowL(pairs.a1.secret)) } },
    ],
    ["a message of an sk_S of 31 bytes", { ...usual, self: { ...own, secretKey: "01".repeat(31) } }],
    ["a message of another's sk_S", { ...usual, self: selfOf("b2") }],
    ["a message to nobody", to()],
    ["a message to all but its sender", to(b2)],
    ["a message to its sender under another's key", to({ ...a1, publicKey: b2.publicKey }, b2)],
    ["a message to one recipient twice", to(a1, b2, b2)],
    ["a message to a key that is no point", to(a1, { ...b2, publicKey: hex(noPoint) })],
    ["a message to a key that is the identity", to(a1, { ...b2, publicKey: hex(identity) })],
    ["a message to a key of 31 bytes", to(a1, { ...b2, publicKey: "02".repeat(31) })],
  ];
  return faults.map(([name, sender]) => ({
    ...inputOf(`${name} is not signed`, make().draft, sender, none),
    expects: { refused: "key" },
  }));
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
  const { delivery, outer } = make();
  const refused: readonly (readonly [name: string, code: string, outer: Uint8Array, period?: PeriodName])[] =
    [
      ["an outer part that is no CBOR", "encoding", Uint8Array.of(0xff)],
      ["an outer part with a member too many", "outer", make({ outer: { more: 1 } }).outer],
      ["a commitment of 31 bytes", "outer", make({ outer: { commitment: bytes(1, 31) } }).outer],
      ["an outer part of another suite", "suite", make({ outer: { suite: otherSuite } }).outer],
      ["a message in a period of another algorithm's", "key", outer, "one of another algorithm's, not held"],
      ["a message in a period of no pk_J", "key", outer, "one of a pk_J that is no point, not held"],
      ["a message in a period without an agreement", "key", outer, "one without an agreement"],
    ];
  return [
    {
      ...stampCase("a message of a sender whom the relay does not know is delivered", outer),
      expects: [hex(delivery), hex(delivery)],
    },
    {
      ...stampCase("a message of a sender whom the relay knows is delivered alike", outer, "the day", "a1"),
      expects: [hex(delivery), hex(delivery)],
    },
    ...refused.map(([name, code, bad, period]) => ({
      ...stampCase(`${name} is not delivered`, bad, period),
      expects: { refused: code },
    })),
  ];
}

function stampCase(
  name: string,
  outer: Uint8Array,
  period: PeriodName = "the day",
  sender: string | null = null,
): VectorCase {
  const facts = {
    ...{ relay: "relay.example", moderation: "mod.example", conversation: hex(conversation), epoch: 1 },
    ...{ sender, seq: 7, acceptedAt: noon + 456, recipients: ["b2", "a1"] },
  };
  const input = { outer: formOf(outer), period, facts };
  return { name, origin: `${page}, stamp`, role: "stamp", input, expects: null };
}
