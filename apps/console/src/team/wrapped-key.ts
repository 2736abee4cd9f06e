import { byteString, equalBytes, frame } from "@openfranking/franking";
import { decrypt, encrypt, type TeamKeyPair, teamPublicKeySchema } from "@openfranking/protocol";
import * as z from "zod/mini";

/** The team's private key as this browser keeps it: under a key that only the reviewer's passkey can make again. */
export const wrappedKeySchema = z.strictObject({
  credentialId: z.string(),
  publicKey: teamPublicKeySchema,
  nonce: byteString(12),
  /** 32 bytes and the tag. */
  wrapped: byteString(48),
});
export type WrappedKey = z.infer<typeof wrappedKeySchema>;

/** `prf`: 32 bytes from the passkey, never stored. */
export async function wrapTeamKey(
  team: TeamKeyPair,
  credentialId: string,
  prf: Uint8Array,
): Promise<WrappedKey> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const context = contextOf(credentialId, team.publicKey);
  const wrapped = await encrypt(await wrappingKey(prf), team.secretKey, context, nonce);
  return { credentialId, publicKey: team.publicKey, nonce, wrapped };
}

/** Null where it was wrapped by another passkey, or belongs to another team's key than the service has. */
export async function unwrapTeamKey(
  kept: WrappedKey,
  publicKey: Uint8Array,
  prf: Uint8Array,
): Promise<TeamKeyPair | null> {
  if (!equalBytes(kept.publicKey, publicKey)) return null;
  const context = contextOf(kept.credentialId, publicKey);
  const secretKey = await decrypt(await wrappingKey(prf), kept.wrapped, context, kept.nonce);
  return secretKey === null ? null : { secretKey, publicKey };
}

function contextOf(credentialId: string, publicKey: Uint8Array): Uint8Array {
  return frame("openfranking console team-key v1", credentialId, publicKey);
}

/** HKDF-SHA256 (RFC 5869): 32 bytes. */
async function wrappingKey(prf: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(prf), "HKDF", false, ["deriveBits"]);
  const info = Uint8Array.from(frame("openfranking console wrapping-key v1"));
  const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, 256));
}
