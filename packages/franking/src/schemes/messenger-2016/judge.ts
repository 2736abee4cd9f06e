import type { Commitment } from "../../bytes.ts";
import { check, FrankingError } from "../../errors.ts";
import { checkShape, checkTypes } from "../../message.ts";
import { checkedKey } from "../../period.ts";
import type { Judgement, ModeratorContext, Opened, Preview } from "../../scheme.ts";
import { pathsOf } from "../../stamped/commitment.ts";
import { maxItemBytes } from "../../stamped/formats.ts";
import { commitmentIn } from "../../stamped/stamp.ts";
import { type Item, readItem, readMessage, suite } from "./formats.ts";
import { isFranked, isStamped, reporterTag } from "./tags.ts";

interface Named {
  readonly item: Item;
  readonly commitment: Commitment;
}

/** The moderation's steps, in the order of README.md. */
export function judge(encoded: Uint8Array, moderator: ModeratorContext): Judgement {
  const named = readNamed(encoded);
  const { commitment, item } = named;
  const { context, relay, tag } = item;
  const key = checkedKey({ ...item, acceptedAt: context.timestamp }, suite, moderator);
  check(isStamped(commitment, context, tag, key), "stamp");
  const account = reporterAt(relay, moderator);
  if (account === null) throw new FrankingError("reporter");
  check(account === context.recipient, "addressed");
  const shown = show(named);
  return {
    ...shown,
    verdict: shown.opened === null ? "stamped" : "verified",
    tag: reporterTag(commitment, relay, account),
    addressed: "named",
    own: account === context.sender,
  };
}

/** The steps of {@link judge} that need no key. */
export function preview(encoded: Uint8Array): Preview {
  return show(readNamed(encoded));
}

function readNamed(encoded: Uint8Array): Named {
  check(encoded.length <= maxItemBytes, "size");
  const item = readItem(encoded);
  return { item, commitment: commitmentIn(suite, item.outer) };
}

/** The named reporter's account at this relay, or null. */
function reporterAt(relay: string, { reporter }: ModeratorContext): string | null {
  return reporter.kind === "named" && reporter.relay === relay ? reporter.account : null;
}

/** The conversation and the number are in no context, so that nothing is said of them but by the header. */
function show({ commitment, item }: Named): Preview {
  const { context, relay } = item;
  return {
    ...{ commitment, relay, sender: context.sender, acceptedAt: context.timestamp },
    ...{ conversation: null, seq: null },
    opened: item.kind === "withheld" ? null : open(item, commitment),
  };
}

function open(item: Extract<Item, { kind: "message" }>, commitment: Commitment): Opened {
  check(isFranked(item, commitment), "commitment");
  const { fields, header } = readMessage(item.message, "item");
  checkShape(pathsOf(fields));
  checkTypes(fields);
  check(header.relay === item.relay, "header");
  check(header.sender === item.context.sender, "header");
  return { header, fields, hidden: [] };
}
