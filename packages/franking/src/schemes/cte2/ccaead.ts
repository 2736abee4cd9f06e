import { aesGcmOpen, aesGcmSeal } from "#primitives";
import { concat, equalBytes } from "../../bytes.ts";
import type { Ccaead } from "../../ccaead.ts";
import { mac } from "../../frame.ts";

const nonceBytes = 12;
const openingKeyBytes = 32;
const tagBytes = 16;

/**
 * Commit-then-Encrypt 2 (Grubbs, Lu, Ristenpart 2017): the header is the associated data of AES-256-GCM, and the commitment
 * stands beside the ciphertext, tied to it by the opening key alone. Draws kf (32 bytes), then the nonce (12).
 */
export const cte2Ccaead: Ccaead = {
  keyBytes: 32,
  openingKeyBytes,

  encrypt(key, header, message, rng) {
    const openingKey = rng(openingKeyBytes);
    const nonce = rng(nonceBytes);
    const ciphertext = aesGcmSeal(key, nonce, header, concat(message, openingKey));
    return { sealed: concat(nonce, ciphertext), commitment: commit(openingKey, header, message) };
  },

  decrypt(key, header, sealed, commitment) {
    if (sealed.length < nonceBytes + openingKeyBytes + tagBytes) return null;
    const opened = aesGcmOpen(key, sealed.subarray(0, nonceBytes), header, sealed.subarray(nonceBytes));
    if (opened === null) return null;
    const message = opened.subarray(0, -openingKeyBytes);
    const openingKey = opened.subarray(-openingKeyBytes);
    // Nothing else ties C2 to C1: without this a sender sends what cannot be reported.
    if (!cte2Ccaead.verify(header, message, openingKey, commitment)) return null;
    return { message, openingKey };
  },

  verify(header, message, openingKey, commitment) {
    return equalBytes(commit(openingKey, header, message), commitment);
  },
};

/** `Com(H, M)` under kf, which is both its randomness and its opening. */
function commit(openingKey: Uint8Array, header: Uint8Array, message: Uint8Array): Uint8Array {
  return mac(openingKey, "openfranking cte2 v1", header, message);
}
