import { type Commitment, equalBytes, u64, utf8 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { hash, mac } from "../../frame.ts";
import { type Ed25519Key, ed25519Key, type KeyRecord, signFramed, verifyFramed } from "../../key-record.ts";
import { checkShape, checkTypes, type Message } from "../../message.ts";
import type { Stamped } from "../../period.ts";
import type { Secret } from "../../secret.ts";
import { commitment, parseHeader, pathsOf } from "../../stamped/commitment.ts";
import { type Envelope, type Proof, suite } from "./formats.ts";
import { signingKeysOf } from "./keys.ts";
import { isIssued, isLive } from "./token.ts";

/**
 * The paper's Verify, but for the account in the token: that the relay accepted this message, and that a token of the
 * moderation's was spent on it in time.
 *
 * @throws `FrankingError` with what {@link open} throws, then `key`, `stamp`, `token`, `time`
 */
export function verify(proof: Proof, record: KeyRecord): Message {
  const message = open(proof);
  const { envelope, frank } = proof;
  const { keyId, acceptedAt } = envelope;
  const keys = signingKeysOf(record);
  check(isStamped(proof.commitment, envelope, keys.relay), "stamp");
  check(isIssued(frank.token, keyId, keys.moderation), "token");
  check(isLive(frank.token, acceptedAt), "time");
  const parts = spentParts(keyId, maskedDigest(frank.token.x1, message));
  check(verifyFramed(ed25519Key(frank.token.pke), frank.signature, spentLabel, ...parts), "token");
  return message;
}

/**
 * What a proof says, if its commitment is to that: the part of {@link verify} that needs no key.
 *
 * @throws `FrankingError` with `header`, `relay`, `shape-*`, `field-type` or `commitment`
 */
export function open({ commitment: expected, envelope, frank }: Proof): Message {
  const header = parseHeader(frank.header);
  check(header.relay === envelope.relay, "relay");
  checkShape(pathsOf(frank.fields));
  checkTypes(frank.fields);
  const message = { header, fields: frank.fields };
  const x2 = maskedDigest(frank.token.x1, message);
  check(equalBytes(commitmentOf(frank.r, frank.token.x1, x2), expected), "commitment");
  return message;
}

/** x2: the message's digest, masked by the first 32 bytes of x1. It is not sent, because whoever has the message has it. */
export function maskedDigest(x1: Uint8Array, { fields, header }: Message): Uint8Array {
  const digest = hash("openfranking hecate message v1", suite, encode(header), encode(fields));
  return digest.map((byte, i) => byte ^ (x1[i] ?? 0));
}

/** com: hides the message and its token for as long as `r`, 32 bytes, is unknown. */
export function commitmentOf(r: Uint8Array, x1: Uint8Array, x2: Uint8Array): Commitment {
  return commitment(mac(r, "openfranking hecate commitment v1", suite, x1, x2));
}

/** σS, by the secret of a token. */
export function spend(secret: Secret, keyId: Uint8Array, x2: Uint8Array): Uint8Array {
  return signFramed(secret, spentLabel, ...spentParts(keyId, x2));
}

/** σP: that and when the relay accepted a commitment. */
export function stampOf(seed: Secret, of: Uint8Array, stamped: Stamped): Uint8Array {
  return signFramed(seed, stampLabel, ...stampParts(of, stamped));
}

export function isStamped(of: Uint8Array, envelope: Envelope, relay: Ed25519Key): boolean {
  return verifyFramed(relay, envelope.signature, stampLabel, ...stampParts(of, envelope));
}

const spentLabel = "openfranking hecate spent v1";
const stampLabel = "openfranking hecate stamp v1";

function spentParts(keyId: Uint8Array, x2: Uint8Array): Uint8Array[] {
  return [utf8(suite), keyId, x2];
}

function stampParts(of: Uint8Array, { acceptedAt, keyId, moderation, relay }: Stamped): Uint8Array[] {
  return [utf8(suite), utf8(relay), utf8(moderation), keyId, of, u64(acceptedAt)];
}
