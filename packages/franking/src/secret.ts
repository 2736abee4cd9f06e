/**
 * Bytes that cannot be printed: not by `inspect` (hidden properties included), `JSON.stringify`, string conversion or an
 * error. Only {@link reveal} gives them, so that every place which touches a secret can be found by that word.
 */
export class Secret {
  readonly #bytes: Uint8Array;

  /** Copies `bytes`. */
  constructor(bytes: Uint8Array) {
    this.#bytes = Uint8Array.from(bytes);
  }

  /** The bytes themselves, not a copy. Never store, log or compare them with `===`. */
  static reveal(secret: Secret): Uint8Array {
    return secret.#bytes;
  }

  toJSON(): string {
    return "[secret]";
  }

  toString(): string {
    return "[secret]";
  }

  // Node's inspect asks for this symbol; declared here because a computed member has no type of its own.
  static {
    Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value: () => "[secret]",
    });
  }
}

export function reveal(secret: Secret): Uint8Array {
  return Secret.reveal(secret);
}
