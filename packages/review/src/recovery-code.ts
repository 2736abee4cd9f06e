import { concat, equalBytes, hash } from "@openfranking/franking";
import { ReviewError } from "./open-item.ts";

/** RFC 4648 §6 without what is easily misread: 0 and 1 are not in it, and case does not matter. */
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The team's secret key as text that a person writes down: 32 bytes and 3 of a checksum, in groups of four. Whoever has it
 * reads every report: it is shown once, and never stored.
 */
export function recoveryCode(secretKey: Uint8Array): string {
  const bytes = concat(secretKey, checksum(secretKey));
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  const letters = bits.match(/.{5}/gu) ?? [];
  const text = letters.map((five) => alphabet[Number.parseInt(five, 2)]).join("");
  return text.match(/.{4}/gu)?.join("-") ?? "";
}

/** The secret key of a code, however it was typed. Throws `ReviewError("recovery-code")` for one that is mistyped. */
export function fromRecoveryCode(code: string): Uint8Array {
  const letters = code.toUpperCase().replace(/[\s-]/gu, "");
  if (!/^[A-Z2-7]{56}$/u.test(letters)) throw new ReviewError("recovery-code");
  const bits = [...letters].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Uint8Array.from(bits.match(/.{8}/gu) ?? [], (eight) => Number.parseInt(eight, 2));
  const secretKey = bytes.slice(0, 32);
  if (!equalBytes(checksum(secretKey), bytes.slice(32))) throw new ReviewError("recovery-code");
  return secretKey;
}

function checksum(secretKey: Uint8Array): Uint8Array {
  return hash("openfranking recovery-code v1", secretKey).subarray(0, 3);
}
