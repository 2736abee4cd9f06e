import type { Rng } from "../bytes.ts";
import { encode } from "../canonical.ts";
import { check, FrankingError } from "../errors.ts";
import {
  type AttachmentSecret,
  checkShape,
  checkTypes,
  type Field,
  fieldsSchema,
  type Message,
  secretsSchema,
} from "../message.ts";
import type { Choice, Franked } from "../scheme.ts";
import { type CommitmentForm, hashHeader, messageKeyOf, parseHeader } from "./commitment.ts";
import {
  deliverySchema,
  evidenceSchema,
  innerSchema,
  maxInnerBytes,
  type Outer,
  parse,
  read,
} from "./formats.ts";
import { recipientTag } from "./stamp.ts";

export function frankMessage(
  form: CommitmentForm,
  message: Message,
  secrets: readonly AttachmentSecret[],
  rng: Rng,
): Franked {
  const header = parseHeader(message.header);
  const fields = parse(fieldsSchema, message.fields, "inner");
  checkShape(fields.map(([path]) => path));
  checkTypes(fields);
  const kf = rng(32);
  const headerHash = hashHeader(form.suite, header, form.shapeOf(fields));
  const commitment = form.commit(messageKeyOf(kf, headerHash), headerHash, fields);
  const inner = encode({ header, fields, kf, secrets: parse(secretsSchema, secrets, "inner") });
  check(inner.length <= maxInnerBytes, "size");
  return { commitment, inner, outer: encode({ suite: form.suite, commitment } satisfies Outer) };
}

/** From kept evidence to an item of a report; it holds what the choice opens and no more. */
export function discloseItem(form: CommitmentForm, evidence: Uint8Array, choice: Choice): Uint8Array {
  const kept = read(evidenceSchema, evidence, "item");
  const { context, stamp, addressed, blind } = read(deliverySchema, kept.delivery, "delivery");
  const reporter =
    choice.reporter.kind === "named"
      ? { blind }
      : { tag: recipientTag(blind, context.relay, choice.reporter.account) };
  const stamped = { outer: kept.outer, context, stamp, addressed, ...reporter };
  if (choice.open === "withheld") return encode({ kind: "withheld", ...stamped });
  const inner = read(innerSchema, kept.inner, "inner");
  const header = parseHeader(inner.header);
  const headerHash = hashHeader(form.suite, header, form.shapeOf(inner.fields));
  const opening = form.open(messageKeyOf(inner.kf, headerHash), headerHash, inner.fields, choice.open);
  return encode({ kind: "message", ...stamped, header, opening });
}

/** Which leaves a choice shows. Throws `not-disclosable` where it names what the message has not. */
export function chosenIndexes(shape: readonly string[], paths: readonly string[]): number[] {
  const known = paths.length > 0 && paths.every((path) => shape.includes(path));
  if (!known) throw new FrankingError("not-disclosable");
  return [...shape.keys()].filter((i) => paths.includes(shape[i] ?? ""));
}

export function hiddenPaths(fields: readonly Field[], shape: readonly string[]): string[] {
  return shape.filter((path) => !fields.some(([shown]) => shown === path));
}
