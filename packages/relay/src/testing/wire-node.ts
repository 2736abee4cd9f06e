import { createCipheriv, randomBytes } from "node:crypto";
import { concat, type Franked, merkleV1, u64 } from "@openfranking/franking";
import { safeAad } from "@openfranking/protocol";

/**
 * An MLS PrivateMessage (RFC 9420 §6.3.1) made by hand around an AES-GCM ciphertext of a key that is thrown away: to a
 * relay it is what a real one is.
 */
export function fakeWire(
  groupId: Uint8Array,
  epoch: number,
  { inner, outer }: Pick<Franked, "inner" | "outer">,
): Uint8Array {
  const cipher = createCipheriv("aes-128-gcm", randomBytes(16), randomBytes(12));
  const ciphertext = concat(cipher.update(inner), cipher.final(), cipher.getAuthTag());
  const head = concat(Uint8Array.of(0, 1, 0, 2), vector(groupId), u64(epoch), Uint8Array.of(1));
  return concat(
    head,
    vector(safeAad(outer, merkleV1.component)),
    vector(randomBytes(40)),
    vector(ciphertext),
  );
}

function vector(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  if (length < 64) return concat(Uint8Array.of(length), bytes);
  if (length < 16_384) return concat(Uint8Array.of(0x40 | (length >> 8), length & 0xff), bytes);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(0x8000_0000 + length);
  return concat(head, bytes);
}
