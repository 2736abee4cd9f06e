import { concat } from "@openfranking/franking";

/**
 * What an MLS message shows in the clear to whoever forwards it, and the form in which `outer` travels there. Nothing here
 * decrypts; the client has a full MLS implementation.
 */
export interface PrivateMessageHead {
  readonly groupId: Uint8Array;
  readonly epoch: number;
  readonly authenticatedData: Uint8Array;
}

//   struct { ComponentID component_id; opaque aad_item_data<V>; } SafeAADItem;
//   struct { SafeAADItem aad_items<V>; } SafeAAD;
/** `outer` as the one item of a SafeAAD, under the component that its scheme names. */
export function safeAad(outer: Uint8Array, component: number): Uint8Array {
  const item = concat(Uint8Array.of(component >> 8, component & 0xff), vector(outer));
  return vector(item);
}

//   struct { ProtocolVersion version = mls10(1); WireFormat wire_format = mls_private_message(2); PrivateMessage … } MLSMessage;
//   struct { opaque group_id<V>; uint64 epoch; ContentType content_type; opaque authenticated_data<V>;
//            opaque encrypted_sender_data<V>; opaque ciphertext<V>; } PrivateMessage;
/** The head of an MLS application message (RFC 9420 §6, §6.3.1), or null where `wire` is none. */
export function readPrivateMessageHead(wire: Uint8Array): PrivateMessageHead | null {
  const reader = new Reader(wire);
  const isPrivate = reader.number(2) === 1 && reader.number(2) === 2;
  const groupId = reader.vector();
  const epoch = reader.number(8);
  const isApplication = reader.number(1) === 1;
  const authenticatedData = reader.vector();
  reader.vector();
  reader.vector();
  return isPrivate && isApplication && reader.isAtEnd ? { groupId, epoch, authenticatedData } : null;
}

/** RFC 9420 §2.1.2: the length of a vector takes 1, 2 or 4 bytes, as few as it can. */
function vector(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  if (length < 0x40) return concat(Uint8Array.of(length), bytes);
  if (length < 0x4000) return concat(Uint8Array.of(0x40 | (length >> 8), length & 0xff), bytes);
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, 0x8000_0000 + length);
  return concat(head, bytes);
}

/** Reads on after a fault, without effect; `isAtEnd` is then false. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #isSound = true;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#isSound && this.#at === this.#bytes.length;
  }

  number(size: number): number {
    const value = this.#take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    if (!Number.isSafeInteger(value)) this.#isSound = false;
    return value;
  }

  vector(): Uint8Array {
    const first = this.#bytes[this.#at] ?? 0xc0;
    const size = [1, 2, 4][first >> 6];
    if (size === undefined) {
      this.#isSound = false;
      return new Uint8Array();
    }
    const length = this.number(size) - (first >> 6) * 64 * 256 ** (size - 1);
    const isShortest = size === 1 || length >= (size === 2 ? 0x40 : 0x4000);
    if (!isShortest) this.#isSound = false;
    return this.#take(length);
  }

  #take(size: number): Uint8Array {
    if (!this.#isSound || this.#at + size > this.#bytes.length) {
      this.#isSound = false;
      return new Uint8Array();
    }
    this.#at += size;
    return this.#bytes.slice(this.#at - size, this.#at);
  }
}
