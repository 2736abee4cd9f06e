import { equalBytes } from "../../bytes.ts";
import { check } from "../../errors.ts";
import { checkShape, checkTypes, type Field, fieldsSchema, type ShownHeader } from "../../message.ts";
import { checkedKey } from "../../period.ts";
import type { Judgement, ModeratorContext, Opened, Preview } from "../../scheme.ts";
import { pathsOf } from "../../stamped/commitment.ts";
import { maxItemBytes, parse } from "../../stamped/formats.ts";
import { type Delivery, type Item, type Outer, readDelivery, readItem, readOuter, suite } from "./formats.ts";
import { decodeReportable, uncoveredPaths } from "./message-type.ts";
import { checkToken, nameOf, tagOf } from "./token.ts";

interface Stamped {
  readonly item: Item;
  readonly outer: Outer;
  readonly delivery: Delivery;
}

/** The moderation's steps, in the order of README.md. */
export function judge(encoded: Uint8Array, moderator: ModeratorContext): Judgement {
  const stamped = readStamped(encoded);
  const { delivery, outer } = stamped;
  const key = checkedKey({ ...delivery, acceptedAt: delivery.timestamp }, suite, moderator);
  check(equalBytes(tagOf(outer, delivery, key), delivery.tag), "stamp");
  const shown = show(stamped);
  const { reporter } = moderator;
  return {
    ...shown,
    verdict: shown.opened === null ? "stamped" : "verified-partial",
    ...{ tag: null, addressed: null },
    own: reporter.kind === "named" && reporter.relay === shown.relay && reporter.account === shown.sender,
  };
}

/** The steps of {@link judge} that need no key. */
export function preview(encoded: Uint8Array): Preview {
  return show(readStamped(encoded));
}

function readStamped(encoded: Uint8Array): Stamped {
  check(encoded.length <= maxItemBytes, "size");
  const item = readItem(encoded);
  return { item, outer: readOuter(item.outer), delivery: readDelivery(item.delivery) };
}

function show({ delivery, item, outer }: Stamped): Preview {
  const { conversation, relay, sender, timestamp } = delivery;
  return {
    ...{ commitment: nameOf(outer), relay, sender, conversation, seq: null, acceptedAt: timestamp },
    opened: item.kind === "withheld" ? null : open(item, outer, delivery),
  };
}

function open(item: Extract<Item, { kind: "message" }>, outer: Outer, delivery: Delivery): Opened {
  const fields: readonly Field[] = parse(fieldsSchema, decodeReportable(item.reportable), "item");
  checkToken(outer, delivery, item);
  checkShape(pathsOf(fields));
  checkTypes(fields);
  return { header: headerOf(delivery), fields, hidden: uncoveredPaths };
}

/** A token covers no header. What is known of it is the place and the sender; the rest says nothing. */
function headerOf({ conversation, relay, sender }: Delivery): ShownHeader {
  return { v: 1, relay, conversation, sender, sent: null, seen: null, kind: "message", refs: [] };
}
