/** Bytes in pieces of any size. Whoever stops reading closes it. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Takes bytes off a source in the sizes that a format asks for, and holds no more than one piece of it. */
export class Reader {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: ByteSource) {
    this.#pieces =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The next `size` bytes, fewer only where the source ends. */
  async take(size: number): Promise<Uint8Array> {
    const taken = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      if (this.#rest.length === 0) {
        const next = await this.#pieces.next();
        if (next.done === true) return taken.subarray(0, filled);
        this.#rest = next.value;
      }
      const part = this.#rest.subarray(0, size - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return taken;
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}

/** A source in pieces of `size` bytes, of which the last has the rest: one piece of none where there are none. */
export async function* inPieces(source: ByteSource, size: number): AsyncGenerator<Uint8Array, void> {
  const reader = new Reader(source);
  try {
    for (let isFirst = true; ; isFirst = false) {
      const piece = await reader.take(size);
      if (piece.length > 0 || isFirst) yield piece;
      if (piece.length < size) return;
    }
  } finally {
    await reader.close();
  }
}
