import * as z from "zod/mini";
import { type ItemEvidence, itemEvidenceSchema } from "./moderation-routes.ts";
import { type Category, categories } from "./report.ts";

/**
 * Our categories as MIMI's `AbuseType` (draft-ietf-mimi-protocol-06 §5.9), which has 0 for "reserved" and nothing else yet:
 * the highest numbers of its range, so that a taxonomy that begins below them takes none away.
 */
export const mimiReasons: Readonly<Record<Category, number>> = {
  harassment: 241,
  threats: 242,
  "sexual-content": 243,
  "child-safety": 244,
  hate: 245,
  "self-harm": 246,
  spam: 247,
  fraud: 248,
  other: 249,
};

/** The category of a reason code; `other` for 0 and for every code that is none of ours. */
export function categoryOfReason(reasonCode: number): Category {
  return categories.find((category) => mimiReasons[category] === reasonCode) ?? "other";
}

/** Of the component ids for private use (draft-ietf-mls-extensions), ours in a report's `abuse_extensions`. */
export const mimiItemsComponent = 0xff4f;

//   data of the component = [itemEvidence, …]          items of suites that MIMI has no place for
export const mimiItemsSchema: z.ZodMiniType<readonly ItemEvidence[]> = z.array(itemEvidenceSchema);
