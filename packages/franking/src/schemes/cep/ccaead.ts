import { aesCtr, hmacSha256 } from "#primitives";
import { concat, equalBytes, u32 } from "../../bytes.ts";
import type { Ccaead } from "../../ccaead.ts";
import { mac } from "../../frame.ts";

const nonceBytes = 12;
const openingKeyBytes = 32;
const macKeyBytes = 32;
const tagBytes = 32;

/**
 * Committing Encrypt-and-PRF (Grubbs, Lu, Ristenpart 2017): one pass of AES-256-CTR gives the opening key, the key of the tag
 * and the pad, and the commitment is the collision-resistant PRF of the message under the first. Draws the nonce (12 bytes).
 */
export const cepCcaead: Ccaead = {
  keyBytes: 32,
  openingKeyBytes,

  encrypt(key, header, message, rng) {
    const nonce = rng(nonceBytes);
    const { openingKey, macKey, masked } = stream(key, nonce, message);
    const commitment = commit(openingKey, header, message);
    return { sealed: concat(nonce, masked, hmacSha256(macKey, commitment)), commitment };
  },

  decrypt(key, header, sealed, commitment) {
    if (sealed.length < nonceBytes + tagBytes) return null;
    const nonce = sealed.subarray(0, nonceBytes);
    const ciphertext = sealed.subarray(nonceBytes, -tagBytes);
    const { openingKey, macKey, masked: message } = stream(key, nonce, ciphertext);
    const expected = commit(openingKey, header, message);
    if (!equalBytes(expected, commitment)) return null;
    if (!equalBytes(hmacSha256(macKey, expected), sealed.subarray(-tagBytes))) return null;
    return { message, openingKey };
  },

  verify(header, message, openingKey, commitment) {
    return equalBytes(commit(openingKey, header, message), commitment);
  },
};

/** `P = G(K, N)`: the opening key P0, the key P1 of the tag, and `input` under the rest of the pad. */
function stream(key: Uint8Array, nonce: Uint8Array, input: Uint8Array) {
  const keys = new Uint8Array(openingKeyBytes + macKeyBytes);
  const made = aesCtr(key, concat(nonce, u32(0)), concat(keys, input));
  return {
    openingKey: made.subarray(0, openingKeyBytes),
    macKey: made.subarray(openingKeyBytes, keys.length),
    masked: made.subarray(keys.length),
  };
}

/** `F^cr(P0, ⟨H, M⟩)` */
function commit(openingKey: Uint8Array, header: Uint8Array, message: Uint8Array): Uint8Array {
  return mac(openingKey, "openfranking cep v1", header, message);
}
