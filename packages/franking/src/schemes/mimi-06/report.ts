import type { KeyId } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { userUri } from "../../mimi/uri.ts";
import { type AbuseReport, encodeAbuseReport, encodeAbusiveMessage } from "../../mimi/wire.ts";
import { placeOf } from "./foreign.ts";
import { readItem } from "./formats.ts";

/**
 * A report of any MIMI client's, as items to judge: for each message one item for each of `keyIds`, in their order. A frank
 * does not say under which hub key it was made, so that of a message's items at most one verifies; the caller names the
 * periods in which the message can have been accepted.
 */
export function itemsOfAbuseReport(
  { messages }: AbuseReport,
  keyIds: readonly KeyId[],
): readonly (readonly Uint8Array[])[] {
  return messages.map((message) => {
    const abusive = encodeAbusiveMessage(message);
    return keyIds.map((keyId) => encode({ keyId, message: abusive }));
  });
}

/** What a report says beside its messages. `reportingUser` is a URI, or empty where nobody is named. */
export type ReportDetails = Pick<AbuseReport, "reportingUser" | "reasonCode" | "note">;

/**
 * Items of ours, all of one sender, as the body of `POST /reportAbuse/{roomId}` (draft-ietf-mimi-protocol-06 §5.9).
 *
 * @throws `FrankingError` with `not-disclosable` for no items or those of several senders, `size` beyond the report's limits,
 * and for an item that is none as `preview` does
 */
export function abuseReportOf(items: readonly Uint8Array[], details: ReportDetails): Uint8Array {
  const read = items.map(readItem);
  const [allegedAbuserUri, ...others] = new Set(read.map(({ content }) => userUri(placeOf(content).sender)));
  if (allegedAbuserUri === undefined) throw new FrankingError("not-disclosable");
  check(others.length === 0, "not-disclosable");
  const messages = read.map(({ message }) => message);
  return encodeAbuseReport({ ...details, allegedAbuserUri, messages, abuseExtensions: [] });
}
