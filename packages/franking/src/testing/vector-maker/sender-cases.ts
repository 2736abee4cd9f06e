import { hex } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import type { FieldValue } from "../../message.ts";
import { formOf, formOfValue, jsonOf, type MessageForm } from "../json-forms.ts";
import type { VectorCase } from "../vectors.ts";
import { conversation, type Made, make } from "./draft.ts";
import type { DraftChanges } from "./draft-form.ts";
import { computed, inHex } from "./first-vector.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "./malformed.ts";
import { noon, periodNamed } from "./periods.ts";
import { positives } from "./positive-messages.ts";
import type { Suite } from "./stamped-suite.ts";
import type { AnyField } from "./suite.ts";

export function frankCases(suite: Suite): VectorCase[] {
  const first = frankCase(suite, "the first vector is committed to");
  const good = [...positives, ...(suite.positives ?? [])].map(({ name, draft }) => ({
    ...frankCase(suite, `${name} is committed to`, draft),
    intermediates: inHex(make(suite, draft).committed.values),
  }));
  const faults = [...malformedShapes, ...malformedTypes].map(({ name, code, made }) => ({
    ...frankCase(suite, `${name} is not committed to`, { fields: made }),
    expects: { refused: code },
  }));
  const headers = malformedHeaders.map(({ name, code, made }) => ({
    ...frankCase(suite, `${name} is not committed to`, { header: made }),
    expects: { refused: code },
  }));
  return [{ ...first, intermediates: computed(suite) }, ...good, ...faults, ...headers, ...limits(suite)];
}

function limits(suite: Suite): VectorCase[] {
  const tooLong: DraftChanges = { fields: [["text", "a".repeat(66_000)]] };
  const tooMany: DraftChanges = { fields: Array.from({ length: 129 }, () => ["text", ""] as const) };
  return [
    { ...frankCase(suite, "more than 64 KiB are not committed to", tooLong), expects: { refused: "size" } },
    { ...frankCase(suite, "129 fields are not committed to", tooMany), expects: { refused: "inner" } },
    { ...frankCase(suite, "no fields are not committed to", { fields: [] }), expects: { refused: "inner" } },
  ];
}

function frankCase(suite: Suite, name: string, changes?: DraftChanges): VectorCase {
  const made = make(suite, changes);
  const { outer, inner, committed } = made;
  const secrets = made.draft.secrets.length === 0 ? {} : { sender: senderOf(made) };
  return {
    ...{ name, origin: suite.page, role: "frank" },
    input: { message: messageFormOf(made), ...secrets, random: hex(suite.random) },
    expects: jsonOf({ commitment: committed.commitment, inner, outer }),
  };
}

function senderOf({ draft }: Made) {
  return {
    secrets: draft.secrets.map((secret) => {
      // The maker's secrets are of this form.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const { key, seed, locator } = secret as { key: Uint8Array; seed: Uint8Array; locator: string };
      return { key: hex(key), seed: hex(seed), locator };
    }),
  };
}

function messageFormOf({ header, draft }: Made): MessageForm {
  return { header: jsonOf(header), fields: draft.fields.map(formOfField) };
}

function formOfField([path, value]: AnyField): MessageForm["fields"][number] {
  // Cases of a wrong type have a value that belongs to another path.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return [path, formOfValue(value as FieldValue)];
}

export function stampCases(suite: Suite): VectorCase[] {
  const own = make(suite, { recipient: { relay: "relay.example", account: "a1" }, blind: null });
  const hers = make(suite, { blind: null });
  const stamped = stampCase(suite, "the sender and a recipient each get a delivery", ["b2", "a1"]);
  const refused: readonly (readonly [string, Uint8Array, string])[] = [
    [
      "an outer part of another suite is not stamped",
      make(suite, { outer: { suite: suite.other } }).outer,
      "suite",
    ],
    [
      "an outer part with a member too many is not stamped",
      make(suite, { outer: { more: 1 } }).outer,
      "outer",
    ],
    ["an outer part without commitment is not stamped", encode({ suite: suite.id }), "outer"],
    ["an outer part that is no CBOR is not stamped", Uint8Array.of(0xff), "encoding"],
  ];
  return [
    { ...stamped, expects: [hex(hers.delivery), hex(own.delivery)] },
    ...refused.map(([name, outer, code]) => ({
      ...stampCase(suite, name, ["b2"], outer),
      expects: { refused: code },
    })),
    {
      ...stampCase(
        suite,
        "a message whose sender the relay does not know is not stamped",
        ["b2"],
        hers.outer,
        null,
      ),
      expects: { refused: "sender" },
    },
  ];
}

function stampCase(
  suite: Suite,
  name: string,
  recipients: readonly string[],
  outer: Uint8Array = make(suite).outer,
  sender: string | null = "a1",
): VectorCase {
  const { relay, moderation } = periodNamed("the day").record;
  return {
    ...{ name, origin: "docs/spec/stamp.md", role: "stamp", expects: null },
    input: {
      outer: formOf(outer),
      period: "the day",
      facts: {
        ...{ relay, moderation, conversation: hex(conversation), epoch: 1, sender },
        ...{ seq: 7, acceptedAt: noon + 456, recipients },
      },
    },
  };
}
