import { equalBytes, hex } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import type { PeriodKey } from "../../key-record.ts";
import type { ModeratorContext, RelayFacts, Traces } from "../../scheme.ts";
import { type Entry, type Facts, type Item, readEntry, readOuter } from "./formats.ts";
import { addressOf, pointedTo } from "./tag.ts";

export const traces: Traces = { keep };

function keep(outer: Uint8Array, facts: RelayFacts, key: PeriodKey): ReturnType<Traces["keep"]> {
  const { address, ct } = readOuter(outer);
  const entry: Entry = { ...attested(facts, key), recipients: facts.recipients, ct };
  return { address, entry: encode(entry) };
}

/** What the relay says alike to recipients and to its store. Throws `sender` where it does not know who sent. */
export function attested(facts: RelayFacts, { keyId }: PeriodKey): Facts {
  const { acceptedAt: timestamp, conversation, moderation, relay, sender } = facts;
  if (sender === null) throw new FrankingError("sender");
  return { relay, moderation, keyId, conversation, sender, timestamp };
}

/** The entry of a reported message. Throws `stamp` unless the relay keeps what the item says, or `encoding`. */
export function keptEntry(item: Item, { trace }: ModeratorContext): Entry {
  const kept = trace?.(item.address) ?? null;
  if (kept === null) throw new FrankingError("stamp");
  const entry = readEntry(kept);
  check(equalBytes(encode(factsOf(item)), encode(factsOf(entry))), "stamp");
  check(entry.recipients.includes(item.recipient), "stamp");
  return entry;
}

function factsOf({ conversation, keyId, moderation, relay, sender, timestamp }: Facts): Facts {
  return { relay, moderation, keyId, conversation, sender, timestamp };
}

/**
 * The accounts that these words passed, from the recipient of the reported message back to the source: each sent what the one
 * before received. It ends at who pointed at nothing that the relay keeps for her, or at a message that was passed before,
 * because two accounts that agree on it can point at each other.
 */
export function walk({ k, recipient, words }: Item, { trace }: ModeratorContext): readonly string[] {
  const path = [recipient];
  const passed = new Set<string>();
  for (let ptr = k, to = recipient; ; ) {
    const address = addressOf(ptr, words);
    const kept = passed.has(hex(address)) ? null : (trace?.(address) ?? null);
    if (kept === null) return path;
    const { ct, recipients, sender } = readEntry(kept);
    if (!recipients.includes(to)) return path;
    path.push(sender);
    passed.add(hex(address));
    ptr = pointedTo(ct, ptr);
    to = sender;
  }
}
