import { equalBytes } from "../bytes.ts";
import { check, FrankingError } from "../errors.ts";
import { checkMustOpen, checkShape, checkTypes } from "../message.ts";
import { checkedKey } from "../period.ts";
import type { Judgement, ModeratorContext, Opened, Preview } from "../scheme.ts";
import { type CommitmentForm, commitment, parseHeader, pathsOf } from "./commitment.ts";
import { type Item, itemSchema, maxItemBytes, type Outer, outerSchema, read } from "./formats.ts";
import { hiddenPaths } from "./frank.ts";
import { isAddressed, isStamped, recipientTag, stampedDigest } from "./stamp.ts";

/** The moderation's steps, in the order of docs/spec/judge.md. Reads nothing but its arguments and keeps nothing. */
export function judgeItem(form: CommitmentForm, encoded: Uint8Array, moderator: ModeratorContext): Judgement {
  const { item, outer } = readItem(form, encoded);
  const key = checkedKey(item.context, form.alg, moderator);
  const digest = stampedDigest(form.suite, outer.commitment, item.context);
  check(isStamped(key, digest, item.stamp), "stamp");
  const tag = tagOf(item, moderator);
  check(isAddressed(key, digest, tag, item.addressed), "addressed");
  const shown = show(form, item, outer);
  const { reporter } = moderator;
  return {
    ...shown,
    verdict:
      shown.opened === null ? "stamped" : shown.opened.hidden.length === 0 ? "verified" : "verified-partial",
    tag,
    addressed: reporter.kind === "named" ? "named" : "bearer",
    own: reporter.kind === "named" && reporter.relay === shown.relay && reporter.account === shown.sender,
  };
}

/** The steps of {@link judgeItem} that need no key. */
export function previewItem(form: CommitmentForm, encoded: Uint8Array): Preview {
  const { item, outer } = readItem(form, encoded);
  return show(form, item, outer);
}

function readItem(form: CommitmentForm, encoded: Uint8Array): { item: Item; outer: Outer } {
  check(encoded.length <= maxItemBytes, "size");
  const item = read(itemSchema, encoded, "item");
  const outer = read(outerSchema, item.outer, "outer");
  check(outer.suite === form.suite, "suite");
  return { item, outer };
}

function show(form: CommitmentForm, item: Item, outer: Outer): Preview {
  const { relay, sender, conversation, seq, acceptedAt } = item.context;
  const opened = item.kind === "withheld" ? null : reopen(form, item, outer);
  return { commitment: commitment(outer.commitment), relay, sender, conversation, seq, acceptedAt, opened };
}

/** A named reporter's tag is recomputed for the account that the relay asserts; an anonymous one shows the tag alone. */
function tagOf(item: Item, { reporter }: ModeratorContext): Uint8Array {
  if (reporter.kind === "anonymous") {
    if (item.tag === undefined || item.blind !== undefined) throw new FrankingError("reporter");
    return item.tag;
  }
  if (item.blind === undefined || item.tag !== undefined) throw new FrankingError("reporter");
  check(reporter.relay === item.context.relay, "reporter");
  return recipientTag(item.blind, reporter.relay, reporter.account);
}

function reopen(form: CommitmentForm, item: Item & { kind: "message" }, outer: Outer): Opened {
  const { context } = item;
  const header = parseHeader(item.header);
  const { fields, shape } = form.reopen(header, item.opening, outer.commitment);
  checkShape(shape);
  checkTypes(fields);
  check(header.relay === context.relay, "header");
  check(equalBytes(header.conversation, context.conversation), "header");
  check(header.sender === context.sender, "header");
  check(header.seen === null || header.seen.seq < context.seq, "seen");
  const hidden = hiddenPaths(fields, shape);
  checkMustOpen(pathsOf(fields), hidden);
  return { header, fields, hidden };
}
