/** What sender, hub and recipient compute: draft-ietf-mimi-protocol-06 §5.4.1.1 to §5.4.1.3. */
import { ed25519Sign, ed25519Verify, hmacSha256 } from "#primitives";
import { concat, equalBytes } from "../bytes.ts";
import type { Ed25519Key } from "../key-record.ts";
import {
  ed25519Ciphersuite,
  encodeFrankingIntegrityTbs,
  encodeServerFrankingContext,
  encodeSignContent,
  type Frank,
  type ServerFrankingContext,
} from "./wire.ts";

/** §5.4.1.1: `HMAC_SHA256(salt, application_data)`, 32 bytes. The salt is the content's own, 16 bytes. */
export function frankingTag(salt: Uint8Array, applicationData: Uint8Array): Uint8Array {
  return hmacSha256(salt, applicationData);
}

/** §5.4.1.2: `HMAC_SHA256(hub_key, franking_tag || context)`, 32 bytes. The tag has 32 bytes, so the two cannot run together. */
export function serverFrank(hubKey: Uint8Array, tag: Uint8Array, context: ServerFrankingContext): Uint8Array {
  return hmacSha256(hubKey, concat(tag, encodeServerFrankingContext(context)));
}

/** §5.4.1.2: what a hub attests of a tag. `signingSeed`: the 32-byte seed of its Ed25519 franking key. */
export function makeFrank(
  hubKey: Uint8Array,
  signingSeed: Uint8Array,
  tag: Uint8Array,
  context: ServerFrankingContext,
): Frank {
  const unsigned = { serverFrank: serverFrank(hubKey, tag, context), ciphersuite: ed25519Ciphersuite };
  const integritySignature = ed25519Sign(signingSeed, signedBytes(unsigned, context));
  return { ...unsigned, integritySignature };
}

/** §5.4.1.3: whether the hub of this key signed the frank in this context. Of the tag it says nothing. */
export function isIntact(frank: Frank, context: ServerFrankingContext, frankingKey: Ed25519Key): boolean {
  return ed25519Verify(frankingKey, signedBytes(frank, context), frank.integritySignature);
}

/** §5.9: whether whoever holds this key franked this tag in this context. */
export function isFrankedBy(
  hubKey: Uint8Array,
  tag: Uint8Array,
  context: ServerFrankingContext,
  frank: Frank,
): boolean {
  return equalBytes(serverFrank(hubKey, tag, context), frank.serverFrank);
}

/** SignWithLabel (RFC 9420 §5.1.2) over `FrankingIntegrityTBS`. */
function signedBytes(
  { serverFrank: mac, ciphersuite }: Pick<Frank, "serverFrank" | "ciphersuite">,
  context: ServerFrankingContext,
): Uint8Array {
  const tbs = encodeFrankingIntegrityTbs({ serverFrank: mac, ciphersuite, context });
  return encodeSignContent("FrankingIntegrityTBS", tbs);
}
