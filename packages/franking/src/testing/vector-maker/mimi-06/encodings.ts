import { encode, rfc8949EncodeOptions } from "cborg";
import { concat, hex, utf8 } from "../../../bytes.ts";

/** `V(x)`: a TLS vector (RFC 9420 §2.1.2). */
export function vector(value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === "string" ? utf8(value) : value;
  const { length } = bytes;
  const head =
    length < 64
      ? [length]
      : length < 16_384
        ? [0x40 + (length >> 8), length & 255]
        : [0x80 + (length >> 24), (length >> 16) & 255, (length >> 8) & 255, length & 255];
  return concat(Uint8Array.from(head), bytes);
}

/** Deterministic CBOR with keys of any kind. */
export function cbor(value: unknown): Uint8Array {
  return Uint8Array.from(encode(value, rfc8949EncodeOptions));
}

export function userUri(relay: string, account: string): string {
  return `mimi://${escaped(relay)}/u/${escaped(account)}`;
}

export function roomUri(relay: string, conversation: Uint8Array): string {
  return `mimi://${escaped(relay)}/r/${hex(conversation)}`;
}

function escaped(name: string): string {
  const unreserved = /^[A-Za-z0-9\-._~]$/u;
  const bytes = [...utf8(name)].map((byte) => ({ byte, character: String.fromCharCode(byte) }));
  return bytes
    .map(({ byte, character }) =>
      unreserved.test(character) ? character : `%${hex(Uint8Array.of(byte)).toUpperCase()}`,
    )
    .join("");
}
