import { aesCtr, aesGcmSeal, hmacSha256, sha256Compress } from "#primitives";
import { concat, u32, u64, unhex } from "../../bytes.ts";
import { mac } from "../../frame.ts";
import { bytes } from "./periods.ts";

/** `Enc` of one README, and what a sender who lies does otherwise. */
export interface Page {
  readonly id: string;
  /** What `Enc` draws, all of it, for the first vector. */
  readonly drawn: Uint8Array;
  enc(key: Uint8Array, header: Uint8Array, message: Uint8Array, drawn: Uint8Array, lie?: Lie): Encrypted;
}

interface Lie {
  /** Authenticated in the place of C2. */
  readonly vouchesFor?: Uint8Array;
  /** Encrypted in the place of kf. */
  readonly carries?: Uint8Array;
}

interface Encrypted {
  readonly kf: Uint8Array;
  /** By the names of the page; C is C2. */
  readonly values: Readonly<Record<"C1" | "C", Uint8Array>> & Readonly<Record<string, Uint8Array>>;
}

const nonce = bytes(8, 12);

const cte1: Page = {
  id: "cte1",
  drawn: concat(bytes(6, 32), nonce),
  enc: (key, header, message, drawn, { vouchesFor, carries } = {}) => {
    const [kf, N] = [drawn.subarray(0, 32), drawn.subarray(32)];
    const C = mac(kf, "openfranking cte1 v1", header, message);
    const sealed = aesGcmSeal(key, N, vouchesFor ?? C, concat(message, carries ?? kf));
    return { kf, values: { kf, N, C1: concat(N, sealed), C } };
  },
};

const cte2: Page = {
  id: "cte2",
  drawn: concat(bytes(6, 32), nonce),
  enc: (key, header, message, drawn, { carries } = {}) => {
    const [kf, N] = [drawn.subarray(0, 32), drawn.subarray(32)];
    const C = mac(kf, "openfranking cte2 v1", header, message);
    const sealed = aesGcmSeal(key, N, header, concat(message, carries ?? kf));
    return { kf, values: { kf, N, C1: concat(N, sealed), C } };
  },
};

const cep: Page = {
  id: "cep",
  drawn: nonce,
  enc: (key, header, message, N, { vouchesFor } = {}) => {
    const P = aesCtr(key, concat(N, u32(0)), new Uint8Array(64 + message.length));
    const [P0, P1, P2] = [P.subarray(0, 32), P.subarray(32, 64), P.subarray(64)];
    const C = mac(P0, "openfranking cep v1", header, message);
    const T = hmacSha256(P1, vouchesFor ?? C);
    return { kf: P0, values: { N, P0, P1, T, C1: concat(N, under(P2, message), T), C } };
  },
};

const initialValue = unhex("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");

const hfc: Page = {
  id: "hfc",
  drawn: concat(bytes(6, 64), nonce),
  enc: (key, header, message, drawn, { vouchesFor, carries } = {}) => {
    const [kf, N] = [drawn.subarray(0, 64), drawn.subarray(64)];
    const step = (V: Uint8Array, block: Uint8Array) =>
      sha256Compress(V, under(kf, concat(block, new Uint8Array(64 - block.length))));
    const afterHeader = parts(header, 64).reduce(step, sha256Compress(initialValue, kf));
    const [V, ciphertext] = parts(message, 32).reduce<[Uint8Array, Uint8Array]>(
      ([state, made], block) => [step(state, block), concat(made, under(state, block))],
      [afterHeader, new Uint8Array()],
    );
    const C = step(V, concat(new Uint8Array(48), u64(8 * header.length), u64(8 * message.length)));
    const sealedKey = aesGcmSeal(key, N, vouchesFor ?? C, carries ?? kf);
    return { kf, values: { kf, N, C1: concat(ciphertext, N, sealedKey), C } };
  },
};

/** `block` under as much of `pad`. */
function under(pad: Uint8Array, block: Uint8Array): Uint8Array {
  return block.map((byte, i) => byte ^ (pad[i] ?? 0));
}

/** Parts of `size` bytes, the last one shorter, and one of nothing where there is nothing. */
function parts(data: Uint8Array, size: number): Uint8Array[] {
  const count = Math.max(1, Math.ceil(data.length / size));
  return Array.from({ length: count }, (_, i) => data.subarray(i * size, (i + 1) * size));
}

export const ccaeadPages: readonly Page[] = [cte1, cte2, cep, hfc];
