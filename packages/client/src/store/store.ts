/** Where a device keeps everything: a small ordered map of bytes. Values arrive sealed; keys say nothing that must be hidden. */
export interface ClientStore {
  /** One tab or process at a time holds a device's state. Throws `ClientError("in-use")`. Held until `close`. */
  lock(): Promise<void>;
  get(key: string): Promise<Uint8Array | null>;
  /** Every entry whose key begins with `prefix`, keys ascending. */
  list(prefix: string): Promise<readonly (readonly [key: string, value: Uint8Array])[]>;
  /** All of it or nothing, durable when it returns. */
  write(batch: StoreBatch): Promise<void>;
  close(): Promise<void>;
}

export interface StoreBatch {
  readonly put: readonly (readonly [key: string, value: Uint8Array])[];
  readonly delete: readonly string[];
}
