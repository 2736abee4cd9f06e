/** Sizes that every party holds to. Bytes unless the name says otherwise. */
export const limits = {
  /** Any request body that is not a report. */
  body: 2_097_152,
  /** A sealed report on the wire: padding and sealing included. */
  sealedReport: 1_114_112,
  /** A report before it is padded: with its length in front, the largest size class of 1 MiB. */
  report: 1_048_572,
  reportItems: 100,
  noteCharacters: 2000,
  /** What a report that came from elsewhere says of itself beside its note. */
  claimsCharacters: 8192,
  /** A MIMI report: made into one of ours, it has to fit `report`. */
  mimiReport: 1_032_192,
  /** One message as the channel encrypted it. */
  wire: 131_072,
  /** A commit, welcome or key package. */
  handshake: 1_048_576,
  keyPackage: 8192,
  keyPackages: 100,
  messagesPerRequest: 20,
  members: 256,
  mailboxPage: 200,
  stampChecks: 256,
  /** In one report: of the sender of each item, and the reporter's. */
  accountKeys: 101,
  /** Issued at once. */
  tokens: 32,
  nameCharacters: 32,
} as const;

/** The one version of the wire formats. A party that meets another refuses with `malformed`. */
export const protocolVersion = 1;

export const mediaTypes = {
  bytes: "application/octet-stream",
  cbor: "application/cbor",
  json: "application/json",
  problem: "application/problem+json",
} as const;
