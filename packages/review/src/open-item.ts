import {
  type Field,
  FrankingError,
  type FrankingScheme,
  type Preview,
  type RefusalCode,
  schemeOf,
} from "@openfranking/franking";
import {
  type CaseItem,
  decodeAs,
  type ItemEvidence,
  type ItemVerdict,
  itemEvidenceSchema,
  openItem,
  ProblemError,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { unprovenFields } from "./unproven.ts";

/** One item of a case, opened and checked again here. The two belong together: content is never shown without its verdict. */
export interface ReviewedItem {
  readonly itemId: string;
  readonly suite: string;
  /** What the moderation's keys proved: the service's word, because no stamp key comes here. */
  readonly service: ItemVerdict;
  /** What this place found by itself: the opening against the commitment, and the message against its context. */
  readonly here:
    | { readonly holds: true; readonly preview: Preview }
    | {
        readonly holds: false;
        readonly check: RefusalCode;
        /** What the item claims to say: read, not checked. */
        readonly unproven: readonly Field[] | null;
      };
  readonly note: string | null;
  readonly reporter: ItemEvidence["reporter"];
}

/** The item cannot be opened at all: another team's key, or bytes that were changed at rest. */
export class ReviewError extends Error {
  override readonly name = "ReviewError";
  readonly code: "wrong-team-key" | "recovery-code";

  constructor(code: ReviewError["code"]) {
    super(code);
    this.code = code;
  }
}

/** Opens a sealed item with the team's key and runs every check that needs no other key. Throws {@link ReviewError}. */
export async function reviewItem(
  item: CaseItem,
  team: TeamKeyPair,
  schemes: readonly FrankingScheme[],
): Promise<ReviewedItem> {
  const { note, reporter, item: evidence, suite } = await openEvidence(item, team);
  const here = recheck(suite, evidence, schemes);
  return { itemId: item.itemId, suite, service: item.verdict, here, note, reporter };
}

/** What was sealed, with nothing checked. Throws {@link ReviewError}. */
export async function openEvidence(
  { itemId, sealed }: Pick<CaseItem, "itemId" | "sealed">,
  team: TeamKeyPair,
): Promise<ItemEvidence> {
  const plaintext = await openItem(itemId, sealed, team);
  if (plaintext === null) throw new ReviewError("wrong-team-key");
  try {
    return decodeAs(itemEvidenceSchema, plaintext);
  } catch (error) {
    if (error instanceof ProblemError) throw new ReviewError("wrong-team-key");
    throw error;
  }
}

function recheck(
  suite: string,
  evidence: Uint8Array,
  schemes: readonly FrankingScheme[],
): ReviewedItem["here"] {
  try {
    return { holds: true, preview: schemeOf(suite, schemes).preview(evidence) };
  } catch (error) {
    if (error instanceof FrankingError) {
      return { holds: false, check: error.code, unproven: unprovenFields(evidence) };
    }
    throw error;
  }
}
