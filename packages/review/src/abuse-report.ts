import {
  type AbusiveMessage,
  abuseReportOf,
  type ComponentData,
  decodeAbuseReport,
  encodeAbuseReport,
  FrankingError,
  type FrankingScheme,
  mimi06,
  roomUri,
  schemeOf,
  userUri,
} from "@openfranking/franking";
import {
  type CaseItem,
  type Category,
  encodeAs,
  mimiItemsComponent,
  mimiItemsSchema,
  mimiReasons,
  type ReportItem,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { openEvidence } from "./open-item.ts";

/** A body for `POST /reportAbuse/{roomId}` (draft-ietf-mimi-protocol-06 §5.9), and where it goes. */
export interface RoomReport {
  /** The room's URI, or null where no item says a room. */
  readonly roomId: string | null;
  readonly report: Uint8Array;
}

/** What a reviewer says of a case that she hands on. */
export interface ExportDetails {
  readonly category: Category;
  /** Her own words. */
  readonly note: string;
}

/**
 * A case as MIMI's reports, one for each accused sender in each room: to be handed to another provider. MIMI's own items
 * become messages that can be judged there; those of other suites travel in a component of ours. Who reported, and what she
 * said of it, stays here.
 *
 * Throws {@link ReviewError} for an item that does not open, and `FrankingError("size")` beyond a report's limits.
 *
 * @see docs/spec/mimi.md
 */
export async function abuseReportsOf(
  items: readonly CaseItem[],
  team: TeamKeyPair,
  details: ExportDetails,
  schemes: readonly FrankingScheme[],
): Promise<readonly RoomReport[]> {
  const evidence = await Promise.all(items.map((item) => openEvidence(item, team)));
  const groups = new Map<string, { readonly place: Place; readonly items: ReportItem[] }>();
  for (const { item, suite } of evidence) {
    const place = placeOf({ item, suite }, schemes);
    const key = JSON.stringify(place);
    const group = groups.get(key) ?? { place, items: [] };
    group.items.push({ item, suite });
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({
    roomId: group.place.roomId,
    report: reportOf(group.items, group.place.senderUri, details),
  }));
}

interface Place {
  readonly roomId: string | null;
  /** Empty where the item names nobody. */
  readonly senderUri: string;
}

function placeOf({ item, suite }: ReportItem, schemes: readonly FrankingScheme[]): Place {
  const shown = orNull(() => schemeOf(suite, schemes).preview(item));
  if (shown === null || shown.relay === null) return { roomId: null, senderUri: "" };
  const { conversation, relay, sender } = shown;
  return {
    roomId: conversation === null ? null : roomUri({ relay, conversation }),
    senderUri: sender === null ? "" : userUri({ relay, account: sender }),
  };
}

function reportOf(
  items: readonly ReportItem[],
  allegedAbuserUri: string,
  { category, note }: ExportDetails,
): Uint8Array {
  const messages: AbusiveMessage[] = [];
  const others: ReportItem[] = [];
  for (const one of items) {
    const message = messageIn(one);
    if (message === null) others.push(one);
    else messages.push(message);
  }
  const reasonCode = mimiReasons[category];
  const abuseExtensions = others.length === 0 ? [] : [componentOf(others)];
  return encodeAbuseReport({
    reportingUser: "",
    allegedAbuserUri,
    reasonCode,
    note,
    messages,
    abuseExtensions,
  });
}

/** Null for another suite's item, and for one that names neither sender nor room: there is nothing to judge of it. */
function messageIn({ item, suite }: ReportItem): AbusiveMessage | null {
  if (suite !== mimi06.id) return null;
  const details = { reportingUser: "", reasonCode: 0, note: "" };
  const report = orNull(() => decodeAbuseReport(abuseReportOf([item], details)));
  return report?.messages[0] ?? null;
}

function componentOf(items: readonly ReportItem[]): ComponentData {
  const evidence = items.map((one) => ({ ...one, note: null, reporter: null }));
  return { componentId: mimiItemsComponent, data: encodeAs(mimiItemsSchema, evidence) };
}

/** Null for what the scheme refuses. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}
