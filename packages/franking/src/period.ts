import { check, FrankingError } from "./errors.ts";
import type { CheckedRecord, KeyRecord, PeriodKey } from "./key-record.ts";
import type { ModeratorContext, RecipientContext } from "./scheme.ts";

/** How far the relay's clock may run ahead of ours. */
const clockSkewMs = 300_000;

/** What a stamp says of the period that it was made in. */
export interface Stamped {
  readonly relay: string;
  readonly moderation: string;
  readonly keyId: Uint8Array;
  readonly acceptedAt: number;
}

/**
 * The record under which a recipient may accept a stamp: her relay's and moderation's, of this algorithm, not over, and one
 * that can be reported for long enough.
 *
 * @throws `FrankingError` with `relay`, `moderation`, `key` or `time`
 */
export function checkedRecord(stamped: Stamped, alg: string, recipient: RecipientContext): CheckedRecord {
  check(stamped.relay === recipient.relay, "relay");
  check(stamped.moderation === recipient.moderation, "moderation");
  const record = recipient.records(stamped.keyId);
  if (record === null) throw new FrankingError("key");
  check(record.relay === stamped.relay && record.moderation === stamped.moderation, "key");
  check(record.alg === alg, "key");
  checkWithin(record, stamped.acceptedAt, recipient.now);
  check(recipient.now + recipient.minReportMs <= record.verifyUntil, "time");
  return record;
}

/**
 * The key with which a moderation may judge a stamp: made with this moderation, of this algorithm, not expired.
 *
 * @throws `FrankingError` with `moderation`, `unknown-key`, `relay`, `key`, `expired` or `time`
 */
export function checkedKey(stamped: Stamped, alg: string, moderator: ModeratorContext): PeriodKey {
  check(stamped.moderation === moderator.moderation, "moderation");
  const key = moderator.keys(stamped.keyId);
  if (key === null) throw new FrankingError("unknown-key");
  const { record } = key;
  check(record.relay === stamped.relay, "relay");
  check(record.moderation === stamped.moderation, "moderation");
  check(record.alg === alg, "key");
  check(moderator.now <= record.verifyUntil, "expired");
  checkWithin(record, stamped.acceptedAt, moderator.now);
  return key;
}

function checkWithin({ notAfter, notBefore }: KeyRecord, acceptedAt: number, now: number): void {
  check(notBefore <= acceptedAt && acceptedAt <= notAfter, "time");
  check(acceptedAt <= now + clockSkewMs, "time");
}
