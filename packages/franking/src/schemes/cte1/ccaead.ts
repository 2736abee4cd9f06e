import { aesGcmOpen, aesGcmSeal } from "#primitives";
import { concat, equalBytes } from "../../bytes.ts";
import type { Ccaead } from "../../ccaead.ts";
import { mac } from "../../frame.ts";

const nonceBytes = 12;
const openingKeyBytes = 32;
const tagBytes = 16;

/**
 * Commit-then-Encrypt 1 (Grubbs, Lu, Ristenpart 2017): the commitment is the associated data of AES-256-GCM, and its opening
 * key is encrypted beside the message. Draws kf (32 bytes), then the nonce (12).
 */
export const cte1Ccaead: Ccaead = {
  keyBytes: 32,
  openingKeyBytes,

  encrypt(key, header, message, rng) {
    const openingKey = rng(openingKeyBytes);
    const nonce = rng(nonceBytes);
    const commitment = commit(openingKey, header, message);
    const ciphertext = aesGcmSeal(key, nonce, commitment, concat(message, openingKey));
    return { sealed: concat(nonce, ciphertext), commitment };
  },

  decrypt(key, header, sealed, commitment) {
    if (sealed.length < nonceBytes + openingKeyBytes + tagBytes) return null;
    const nonce = sealed.subarray(0, nonceBytes);
    const opened = aesGcmOpen(key, nonce, commitment, sealed.subarray(nonceBytes));
    if (opened === null) return null;
    const message = opened.subarray(0, -openingKeyBytes);
    const openingKey = opened.subarray(-openingKeyBytes);
    // The AEAD vouches that whoever has K chose C2, not that C2 commits to this.
    if (!equalBytes(commit(openingKey, header, message), commitment)) return null;
    return { message, openingKey };
  },

  verify(header, message, openingKey, commitment) {
    return equalBytes(commit(openingKey, header, message), commitment);
  },
};

/** `Com(H, M)` under kf, which is both its randomness and its opening. */
function commit(openingKey: Uint8Array, header: Uint8Array, message: Uint8Array): Uint8Array {
  return mac(openingKey, "openfranking cte1 v1", header, message);
}
