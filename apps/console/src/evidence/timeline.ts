import { type Finding, hex, type Judgement, judgeReport } from "@openfranking/franking";
import { type ReviewedItem, standingOf } from "@openfranking/review";

/** An item with its number on this page, and what the others say of it. */
export interface ItemEntry {
  readonly kind: "item";
  readonly item: ReviewedItem;
  readonly position: number;
  readonly relations: readonly Relation[];
}

interface Relation {
  readonly kind: "stated-seen" | "crossed" | "conflict";
  /** The position of the other item; null for a conflict, which is with any of them. */
  readonly other: number | null;
}

/** What stands between items, and the items, in the order in which they were sent. */
export type TimelineEntry =
  | ItemEntry
  | { readonly kind: "gap"; readonly count: number; readonly after: number }
  | { readonly kind: "conversation"; readonly after: number };

/** An item whose place in its conversation is proven. */
interface Placed {
  readonly item: ReviewedItem;
  readonly seq: number;
  readonly judgement: Judgement;
  readonly position: number;
}

/** Items whose place is proven, by conversation and number, with what lies between; then those whose place is only claimed. */
export function timelineOf(items: readonly ReviewedItem[]): TimelineEntry[] {
  const placed = numbered(items.map(placeOf).filter((it) => it !== null));
  const entries: TimelineEntry[] = [];
  for (const conversation of Map.groupBy(placed, conversationOf).values()) {
    const before = entries.length;
    if (before > 0) entries.push({ kind: "conversation", after: before });
    entries.push(...conversationEntries(conversation));
  }
  const unplaced = items.filter((item) => !placed.some((it) => it.item === item));
  const rest = unplaced.map(
    (item, i): ItemEntry => ({ kind: "item", item, position: placed.length + i + 1, relations: [] }),
  );
  return [...entries, ...rest];
}

function placeOf(item: ReviewedItem): Omit<Placed, "position"> | null {
  const { kind } = standingOf(item);
  if (kind === "failed" || kind === "nothing" || !item.here.holds) return null;
  const { preview } = item.here;
  if (preview.relay === null || preview.conversation === null || preview.seq === null) return null;
  const judgement = { ...preview, verdict: kind, tag: null, addressed: null, own: false };
  return { item, seq: preview.seq, judgement };
}

function conversationOf({ judgement: { relay, conversation } }: Omit<Placed, "position">): string {
  return `${hex(conversation ?? new Uint8Array())} ${relay ?? ""}`;
}

function numbered(placed: readonly Omit<Placed, "position">[]): Placed[] {
  return placed
    .toSorted((a, b) => conversationOf(a).localeCompare(conversationOf(b)) || a.seq - b.seq)
    .map((it, i) => ({ ...it, position: i + 1 }));
}

function conversationEntries(items: readonly Placed[]): TimelineEntry[] {
  const findings = judgeReport(items.map(({ judgement }) => judgement));
  return items.flatMap(({ item, position, seq }, i): TimelineEntry[] => {
    const entry: ItemEntry = { kind: "item", item, position, relations: relationsOf(seq, findings, items) };
    const gap = findings.find((it) => it.kind === "gap" && it.afterSeq === seq);
    const isLastOfItsNumber = items[i + 1]?.seq !== seq;
    if (gap?.kind !== "gap" || !isLastOfItsNumber) return [entry];
    return [entry, { kind: "gap", count: gap.count, after: position }];
  });
}

function relationsOf(seq: number, findings: readonly Finding[], items: readonly Placed[]): Relation[] {
  const positionAt = (other: number) => items.find((it) => it.seq === other)?.position ?? null;
  return findings
    .filter((finding) => "seq" in finding && finding.seq === seq)
    .map((finding) => relationOf(finding, positionAt))
    .filter((relation) => relation !== null);
}

/** Null for what is shown elsewhere: a gap between the items, a reference among the facts. */
function relationOf(finding: Finding, positionAt: (seq: number) => number | null): Relation | null {
  switch (finding.kind) {
    case "stated-seen":
      return { kind: finding.kind, other: positionAt(finding.seenSeq) };
    case "crossed":
      return { kind: finding.kind, other: positionAt(finding.earlierSeq) };
    case "conflict":
      return { kind: finding.kind, other: null };
    case "gap":
    case "refers":
    case "refers-to-undisclosed":
      return null;
  }
}

/** The position of the item that a reference names: by equality of commitments alone. Null where it was not disclosed. */
export function positionOf(commitment: Uint8Array, timeline: readonly TimelineEntry[]): number | null {
  const named = hex(commitment);
  for (const entry of timeline) {
    if (entry.kind !== "item") continue;
    const place = placeOf(entry.item);
    if (place !== null && hex(place.judgement.commitment) === named) return entry.position;
  }
  return null;
}

/** What the service found between the items, of which this browser found nothing. */
export function foundByServiceAlone(findings: readonly string[], items: readonly ReviewedItem[]): string[] {
  const judgements = items.map(placeOf).flatMap((it) => (it === null ? [] : [it.judgement]));
  const here = new Set<string>(judgeReport(judgements).map(({ kind }) => kind));
  return findings.filter((kind) => !here.has(kind));
}
