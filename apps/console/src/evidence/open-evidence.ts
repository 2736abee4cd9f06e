import { mimi06, schemes } from "@openfranking/franking";
import type { ApiClient, moderationRoutes, TeamKeyPair } from "@openfranking/protocol";
import { ReviewError, type ReviewedItem, reviewItem } from "@openfranking/review";

export interface OpenedEvidence {
  readonly items: readonly ReviewedItem[];
  /** How many items could not be opened with the team's key. */
  readonly unopened: number;
  /** What the service found between the items, by code. */
  readonly findings: readonly string[];
}

/** What a case may hold: what conversations here choose, and reports that come as MIMI's. */
const readable = [...schemes, mimi06];

/** Fetches the sealed items, which records the view, and opens and checks each of them here. */
export async function openEvidence(
  api: ApiClient<typeof moderationRoutes>,
  reportNumber: string,
  team: TeamKeyPair,
): Promise<OpenedEvidence> {
  const { items: sealed, findings } = await api.openEvidence({ params: { reportNumber } });
  const opened = await Promise.all(
    sealed.map((item) => reviewItem(item, team, readable).catch(nullIfSealedToAnother)),
  );
  const items = opened.filter((item) => item !== null);
  return { items, unopened: opened.length - items.length, findings };
}

function nullIfSealedToAnother(error: unknown): null {
  if (error instanceof ReviewError) return null;
  throw error;
}
