import { aesGcmOpen, aesGcmSeal } from "#primitives";
import { concat, equalBytes } from "../../bytes.ts";
import type { Ccaead } from "../../ccaead.ts";
import { blockBytes, hfc } from "./encryptment.ts";

const nonceBytes = 12;
const openingKeyBytes = blockBytes;
const sealedKeyBytes = openingKeyBytes + 16;

/**
 * The randomised ccAEAD from the encryptment HFC (Dodis, Grubbs, Ristenpart, Woodage 2018): the message is encrypted under a
 * key of its own, which is the opening, and that key by AES-256-GCM with the binding as associated data. Draws kf (64 bytes),
 * then the nonce (12).
 */
export const hfcCcaead: Ccaead = {
  keyBytes: 32,
  openingKeyBytes,

  encrypt(key, header, message, rng) {
    const openingKey = rng(openingKeyBytes);
    const nonce = rng(nonceBytes);
    const { output: ciphertext, binding } = hfc("EC", openingKey, header, message);
    const sealedKey = aesGcmSeal(key, nonce, binding, openingKey);
    return { sealed: concat(ciphertext, nonce, sealedKey), commitment: binding };
  },

  decrypt(key, header, sealed, commitment) {
    if (sealed.length < nonceBytes + sealedKeyBytes) return null;
    const nonceAt = sealed.length - nonceBytes - sealedKeyBytes;
    const nonce = sealed.subarray(nonceAt, nonceAt + nonceBytes);
    const openingKey = aesGcmOpen(key, nonce, commitment, sealed.subarray(-sealedKeyBytes));
    if (openingKey === null) return null;
    const { output: message, binding } = hfc("DO", openingKey, header, sealed.subarray(0, nonceAt));
    if (!equalBytes(binding, commitment)) return null;
    return { message, openingKey };
  },

  verify(header, message, openingKey, commitment) {
    return equalBytes(hfc("EC", openingKey, header, message).binding, commitment);
  },
};
