import {
  encodeAs,
  itemEvidenceSchema,
  type Report,
  type SealedItem,
  sealItems,
} from "@openfranking/protocol";
import type { SealedEvidence } from "../store/store.ts";
import type { Reporter } from "./examine.ts";

/** What is sealed of a report. */
export interface Sealable {
  readonly reportNumber: string;
  readonly report: Pick<Report, "claims" | "items" | "note">;
  readonly reporter: Reporter | null;
}

/** Names an item for good: what is sealed under it does not open under another name. */
export function itemIdOf(reportNumber: string, position: number): string {
  return `${reportNumber}/${position}`;
}

/** Seals the items of all these reports to the team, with one encapsulation. */
export async function sealEvidence(
  reports: readonly Sealable[],
  teamKey: Uint8Array,
): Promise<SealedEvidence[]> {
  const plain = reports.flatMap(plaintexts);
  const sealed = await sealItems(plain, teamKey);
  return plain.map(({ id }, i) => ({ itemId: id, sealed: at(sealed, i) }));
}

function at(sealed: readonly SealedItem[], i: number): SealedItem {
  const item = sealed[i];
  if (item === undefined) throw new Error("unreachable: each item was sealed");
  return item;
}

/** Each item as a reviewer will open it. What the reporter said of them all goes with the first. */
function plaintexts({ report, reporter, reportNumber }: Sealable): { id: string; plaintext: Uint8Array }[] {
  return report.items.map(({ item, suite }, i) => {
    const note = i === 0 ? wordsOf(report) : null;
    return {
      id: itemIdOf(reportNumber, i),
      plaintext: encodeAs(itemEvidenceSchema, { suite, item, note, reporter }),
    };
  });
}

function wordsOf({ claims, note }: Sealable["report"]): string | null {
  const words = [claims, note].filter((said) => said !== undefined);
  return words.length === 0 ? null : words.join("\n\n");
}
