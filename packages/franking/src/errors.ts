/**
 * Evidence does not hold, or input is malformed. `code` is stable and is all there is: neither it nor the message
 * ever carries content, names or keys, so that an error may be logged.
 */
export class FrankingError extends Error {
  override readonly name = "FrankingError";
  readonly code: RefusalCode;

  constructor(code: RefusalCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Every reason for which a scheme refuses. A scheme's `refusals` names those that it can give. */
export type RefusalCode = (typeof refusalCodes)[number];

export const refusalCodes = [
  "size",
  "encoding",
  "outer",
  "inner",
  "item",
  "delivery",
  "suite",
  "relay",
  "moderation",
  "key",
  "unknown-key",
  "expired",
  "time",
  "conversation",
  "epoch",
  "sender",
  "equivocation",
  "header",
  "shape-unknown",
  "shape-order",
  "shape-incomplete",
  "field-type",
  "leaf",
  "commitment",
  "seen",
  "sent",
  "refs",
  "stamp",
  "signature",
  "token",
  "reporter",
  "addressed",
  "must-open",
  "not-disclosable",
  "attachment",
  "chunk",
  "chunk-length",
] as const;

/** Throws `code` unless `condition` holds. Each call is one check, and each check has a vector that misses it. */
export function check(condition: boolean, code: RefusalCode): asserts condition {
  if (!condition) throw new FrankingError(code);
}
