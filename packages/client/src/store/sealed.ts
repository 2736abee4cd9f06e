import { concat, decode, encode, frame, type Rng } from "@openfranking/franking";
import type * as z from "zod/mini";
import { ClientError } from "../errors.ts";
import type { ClientStore } from "./store.ts";

const nonceBytes = 12;

/** A device's records, typed, each sealed under the key that the caller gave and bound to its name. */
export interface SealedStore {
  get<T>(schema: z.ZodMiniType<T>, key: string): Promise<T | null>;
  list<T>(schema: z.ZodMiniType<T>, prefix: string): Promise<readonly (readonly [key: string, value: T])[]>;
  write(changes: Changes): Promise<void>;
  close(): Promise<void>;
}

/** What is written at once. `undefined` deletes. */
export type Changes = Readonly<Record<string, unknown>>;

/** AES-256-GCM (NIST SP 800-38D) with random nonces; the name of an entry is authenticated with it. */
export function sealedStore(store: ClientStore, key: CryptoKey, rng: Rng): SealedStore {
  async function seal(name: string, value: unknown): Promise<Uint8Array> {
    const nonce = rng(nonceBytes);
    const sealed = await crypto.subtle.encrypt(parameters(name, nonce), key, Uint8Array.from(encode(value)));
    return concat(nonce, new Uint8Array(sealed));
  }

  async function open<T>(schema: z.ZodMiniType<T>, name: string, sealed: Uint8Array): Promise<T> {
    const nonce = sealed.subarray(0, nonceBytes);
    const opened = await decrypted(parameters(name, nonce), key, sealed.subarray(nonceBytes));
    const parsed = schema.safeParse(decode(opened));
    if (!parsed.success) throw new ClientError("store-damaged");
    return parsed.data;
  }

  return {
    async get(schema, name) {
      const sealed = await store.get(name);
      return sealed === null ? null : open(schema, name, sealed);
    },
    async list(schema, prefix) {
      const entries = await store.list(prefix);
      return Promise.all(
        entries.map(async ([name, sealed]) => [name, await open(schema, name, sealed)] as const),
      );
    },
    async write(changes) {
      const entries = Object.entries(changes);
      const put = await Promise.all(
        entries
          .filter(([, value]) => value !== undefined)
          .map(async ([name, value]) => [name, await seal(name, value)] as const),
      );
      await store.write({
        put,
        delete: entries.filter(([, value]) => value === undefined).map(([name]) => name),
      });
    },
    close: () => store.close(),
  };
}

function parameters(name: string, nonce: Uint8Array): AesGcmParams {
  const additionalData = Uint8Array.from(frame("openfranking stored v1", name));
  return { name: "AES-GCM", iv: Uint8Array.from(nonce), additionalData };
}

async function decrypted(params: AesGcmParams, key: CryptoKey, sealed: Uint8Array): Promise<Uint8Array> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(params, key, Uint8Array.from(sealed)));
  } catch (cause) {
    throw new ClientError("store-damaged", { cause });
  }
}
