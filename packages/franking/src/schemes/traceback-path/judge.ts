import { check, FrankingError } from "../../errors.ts";
import { hash } from "../../frame.ts";
import { checkShape, checkTypes, type ShownHeader } from "../../message.ts";
import { checkedKey } from "../../period.ts";
import type { Judgement, ModeratorContext, Opened, Preview } from "../../scheme.ts";
import { commitment, pathsOf } from "../../stamped/commitment.ts";
import { type Item, readItem, readWords, suite } from "./formats.ts";
import { isAt } from "./tag.ts";
import { keptEntry, walk } from "./trace.ts";

/** The moderation's steps, in the order of README.md. `sender` is the source, whoever sent the words to the reporter. */
export function judge(encoded: Uint8Array, moderator: ModeratorContext): Judgement {
  return judged(encoded, moderator).judgement;
}

/**
 * The accounts that reported words passed, from the reporter back to the source: the second one sent them to her, and the last
 * one is the judgement's `sender`. Throws as `judge` does.
 */
export function tracePath(encoded: Uint8Array, moderator: ModeratorContext): readonly string[] {
  return judged(encoded, moderator).path;
}

function judged(encoded: Uint8Array, moderator: ModeratorContext) {
  const item = readItem(encoded);
  const { recipient, relay, timestamp } = item;
  checkedKey({ ...item, acceptedAt: timestamp }, suite, moderator);
  keptEntry(item, moderator);
  const account = reporterAt(relay, moderator);
  if (account === null) throw new FrankingError("reporter");
  check(account === recipient, "addressed");
  const shown = show(item);
  const path = walk(item, moderator);
  const sender = path.at(-1) ?? item.sender;
  const judgement: Judgement = {
    ...{ ...shown, sender, addressed: "named", own: recipient === sender },
    verdict: shown.opened.fields.length > 0 ? "verified-partial" : "stamped",
    tag: hash("openfranking traceback-path reporter v1", item.address, relay, recipient),
  };
  return { judgement, path };
}

/** The named reporter's account at this relay, or null. */
function reporterAt(relay: string, { reporter }: ModeratorContext): string | null {
  return reporter.kind === "named" && reporter.relay === relay ? reporter.account : null;
}

/** The steps of {@link judge} that need neither key nor trace: its sender is who sent the words to the reporter. */
export function preview(encoded: Uint8Array): Preview {
  return show(readItem(encoded));
}

function show(item: Item): Preview & { readonly opened: Opened } {
  const { address, conversation, k, relay, sender, timestamp, words } = item;
  check(isAt(address, k, words), "commitment");
  const fields = readWords(words);
  const paths = pathsOf(fields);
  check(!paths.includes("forwarded"), "item");
  checkShape(paths);
  checkTypes(fields);
  return {
    ...{ commitment: commitment(address), relay, sender, conversation, seq: null, acceptedAt: timestamp },
    opened: { header: headerOf(item), fields, hidden: ["forwarded"] },
  };
}

/** An address is of no header. What is known of it is the place and who sent the message; the rest says nothing. */
function headerOf({ conversation, relay, sender }: Item): ShownHeader {
  return { v: 1, relay, conversation, sender, sent: null, seen: null, kind: "message", refs: [] };
}
