import { equalBytes, hex } from "./bytes.ts";
import type { Reference } from "./message.ts";
import type { Judgement } from "./scheme.ts";

/** What the items of one report say of one another. Numbers are the relay's; `seen` is the sender's statement. */
export type Finding =
  /** Between two disclosed messages of a conversation, `count` numbers are not disclosed. */
  | { readonly kind: "gap"; readonly afterSeq: number; readonly count: number }
  /** The sender states that the disclosed message was on her device before she wrote. */
  | { readonly kind: "stated-seen"; readonly seq: number; readonly seenSeq: number }
  /** A disclosed message of somebody else reached the relay before this one, and its sender does not state to have seen it. */
  | { readonly kind: "crossed"; readonly seq: number; readonly earlierSeq: number }
  | { readonly kind: "refers"; readonly seq: number; readonly rel: Reference["rel"]; readonly toSeq: number }
  | { readonly kind: "refers-to-undisclosed"; readonly seq: number; readonly rel: Reference["rel"] }
  /** A fault of relay or moderator key, and grounds for an alarm. Supports no decision against anyone. */
  | { readonly kind: "conflict"; readonly seq: number };

type Placed = Judgement & { readonly seq: number };

/**
 * Relates judged items, without their text: by conversation, in the order of the relay's numbers.
 *
 * @see docs/spec/transcript.md
 */
export function judgeReport(judgements: readonly Judgement[]): Finding[] {
  const groups = new Map<string, Placed[]>();
  for (const judgement of judgements) {
    const { conversation, relay, seq } = judgement;
    if (conversation === null || relay === null || seq === null) continue;
    const key = JSON.stringify([relay, hex(conversation)]);
    groups.set(key, [...(groups.get(key) ?? []), { ...judgement, seq }]);
  }
  return [...groups.values()].flatMap((group) =>
    findingsOf(withoutRepeats(group).sort((a, b) => a.seq - b.seq)),
  );
}

/** Of one message, what opens it: withholding it as well must not silence what its sender states. */
function withoutRepeats(group: readonly Placed[]): Placed[] {
  const openedFirst = [
    ...group.filter((one) => one.opened !== null),
    ...group.filter((one) => one.opened === null),
  ];
  return openedFirst.filter((one, i) => openedFirst.findIndex((other) => isSameMessage(one, other)) === i);
}

function isSameMessage(a: Placed, b: Placed): boolean {
  return a.seq === b.seq && equalBytes(a.commitment, b.commitment);
}

function findingsOf(items: readonly Placed[]): Finding[] {
  return [
    ...conflicts(items),
    ...gaps(items),
    ...items.flatMap((item) => [...seen(item, items), ...references(item, items)]),
  ];
}

function conflicts(items: readonly Placed[]): Finding[] {
  const inConflict = items.filter((item) =>
    items.some(
      (other) =>
        other !== item && (other.seq === item.seq || isSentTwice(item, other) || deniesBySeen(item, other)),
    ),
  );
  return [...new Set(inConflict.map(({ seq }) => seq))].map((seq) => ({ kind: "conflict", seq }));
}

/** The relay numbers a sender's commitment once. Somebody else may copy it: that censors nobody, and proves nothing. */
function isSentTwice(item: Placed, other: Placed): boolean {
  return item.sender === other.sender && equalBytes(item.commitment, other.commitment);
}

/** `seen` names another commitment at a number that is disclosed. */
function deniesBySeen(item: Placed, other: Placed): boolean {
  const seenBy = item.opened?.header.seen ?? null;
  return seenBy !== null && seenBy.seq === other.seq && !equalBytes(seenBy.commitment, other.commitment);
}

function gaps(items: readonly Placed[]): Finding[] {
  return items.flatMap((item, i): Finding[] => {
    const before = items[i - 1];
    const count = before === undefined ? 0 : item.seq - before.seq - 1;
    return count > 0 && before !== undefined ? [{ kind: "gap", afterSeq: before.seq, count }] : [];
  });
}

function seen(item: Placed, items: readonly Placed[]): Finding[] {
  if (item.opened === null) return [];
  const stated = item.opened.header.seen;
  const statedSeq = stated?.seq ?? -1;
  return items.flatMap((other): Finding[] => {
    if (stated !== null && other.seq === stated.seq && equalBytes(other.commitment, stated.commitment)) {
      return [{ kind: "stated-seen", seq: item.seq, seenSeq: other.seq }];
    }
    const isCrossed = other.sender !== item.sender && other.seq > statedSeq && other.seq < item.seq;
    return isCrossed ? [{ kind: "crossed", seq: item.seq, earlierSeq: other.seq }] : [];
  });
}

/** Resolved by equality of commitments alone. */
function references(item: Placed, items: readonly Placed[]): Finding[] {
  return (item.opened?.header.refs ?? []).map(({ commitment, rel }) => {
    const target = items.find((other) => equalBytes(other.commitment, commitment));
    return target === undefined
      ? { kind: "refers-to-undisclosed", seq: item.seq, rel }
      : { kind: "refers", seq: item.seq, rel, toSeq: target.seq };
  });
}
