import type { Rng } from "../bytes.ts";
import { encode } from "../canonical.ts";
import { check } from "../errors.ts";
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
import { type CommitmentForm, type Content, parseHeader, pathsOf } from "./commitment.ts";
import {
  deliverySchema,
  evidenceSchema,
  maxInnerBytes,
  type Outer,
  outerSchema,
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
  const content = checkedContent(message, secrets);
  const { commitment, inner } = form.commit(content, rng);
  const encoded = encode(inner);
  check(encoded.length <= maxInnerBytes, "size");
  return { commitment, inner: encoded, outer: encode({ suite: form.suite, commitment } satisfies Outer) };
}

/** Throws `header`, `inner`, `shape-*` or `field-type` where no recipient would accept the message. */
export function checkedContent(message: Message, secrets: readonly AttachmentSecret[]): Content {
  const header = parseHeader(message.header);
  const fields: readonly Field[] = parse(fieldsSchema, message.fields, "inner");
  checkShape(pathsOf(fields));
  checkTypes(fields);
  return { header, fields, secrets: parse(secretsSchema, secrets, "inner") };
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
  const inner = form.readInner(kept.inner);
  const header = parseHeader(inner.header);
  const { commitment } = read(outerSchema, kept.outer, "outer");
  const opening = inner.unseal(header, commitment).open(choice.open);
  return encode({ kind: "message", ...stamped, header, opening });
}

export function hiddenPaths(fields: readonly Field[], shape: readonly string[]): string[] {
  return shape.filter((path) => !fields.some(([shown]) => shown === path));
}
