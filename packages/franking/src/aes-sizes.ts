/** Throws `RangeError` unless the key has 16 or 32 bytes and the nonce as many as its mode takes. */
export function checkAesSizes(key: Uint8Array, nonce: Uint8Array, nonceBytes: number): void {
  if (key.length !== 16 && key.length !== 32) throw new RangeError("an AES key has 16 or 32 bytes");
  if (nonce.length !== nonceBytes) throw new RangeError(`the nonce has ${nonceBytes} bytes`);
}
