import { check } from "../../errors.ts";
import { checkShape, checkTypes } from "../../message.ts";
import { checkedKey } from "../../period.ts";
import type { Judgement, ModeratorContext, Opened, Preview } from "../../scheme.ts";
import { pathsOf } from "../../stamped/commitment.ts";
import { maxItemBytes } from "../../stamped/formats.ts";
import { type Item, type Outer, readItem, readMessage, readOuter, suite } from "./formats.ts";
import { isAttested } from "./server.ts";
import { checkOpening, nameOf } from "./sharing.ts";

interface Shared {
  readonly item: Item;
  readonly outer: Outer;
}

/** The moderation's steps, in the order of README.md. */
export function judge(encoded: Uint8Array, moderator: ModeratorContext): Judgement {
  const shared = readShared(encoded);
  const { item, outer } = shared;
  const { context, relay, tag } = item;
  const { reporter } = moderator;
  const key = checkedKey({ ...item, acceptedAt: context.timestamp }, suite, moderator);
  check(isAttested(outer, context, tag, key), "stamp");
  check(reporter.kind === "anonymous" || reporter.relay === relay, "reporter");
  const shown = show(shared);
  return {
    ...shown,
    verdict: shown.opened === null ? "stamped" : "verified",
    ...{ tag: null, addressed: null },
    own: reporter.kind === "named" && reporter.account === context.sender,
  };
}

/** The steps of {@link judge} that need no key. */
export function preview(encoded: Uint8Array): Preview {
  return show(readShared(encoded));
}

function readShared(encoded: Uint8Array): Shared {
  check(encoded.length <= maxItemBytes, "size");
  const item = readItem(encoded);
  return { item, outer: readOuter(item.outer) };
}

/** The conversation and the number are in no context, so that nothing is said of them but by the header. */
function show({ item, outer }: Shared): Preview {
  const { context, relay } = item;
  return {
    ...{ commitment: nameOf(outer), relay, sender: context.sender, acceptedAt: context.timestamp },
    ...{ conversation: null, seq: null },
    opened: item.kind === "withheld" ? null : open(item, outer),
  };
}

function open(item: Extract<Item, { kind: "message" }>, outer: Outer): Opened {
  checkOpening(item, outer);
  const { fields, header } = readMessage(item.message, "item");
  checkShape(pathsOf(fields));
  checkTypes(fields);
  check(header.relay === item.relay, "header");
  check(header.sender === item.context.sender, "header");
  return { header, fields, hidden: [] };
}
