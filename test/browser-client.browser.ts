import { browserStoreKey, type ChannelProvider, indexedDbStore, mlsChannels } from "@openfranking/client";
import { type Case, channelCases, type StorePlace, storeCases } from "@openfranking/client/testing/cases";

/** Null where the case holds, or what it found. */
export interface Outcome {
  readonly name: string;
  readonly fault: string | null;
  readonly ms: number;
}

/** What test/browser-client.test.ts calls in the page. */
export interface ClientPage {
  runStoreCases(): Promise<Outcome[]>;
  runChannelCases(): Promise<Outcome[]>;
  /** Takes the device's store, or says why it is not to be had. */
  lock(name: string): Promise<string>;
  /** Keeps a value, or reads the kept one. */
  keep(name: string, key: string, value: string): Promise<void>;
  kept(name: string, key: string): Promise<string | null>;
  exportStoreKey(name: string): Promise<string>;
  /** Seals with the store's key, and opens what an earlier page sealed. */
  seal(name: string, text: string): Promise<number[]>;
  open(name: string, sealed: readonly number[]): Promise<string>;
}

const iv = new Uint8Array(12);
const held = new Map<string, ReturnType<typeof indexedDbStore>>();

async function outcomes<Subject>(
  cases: readonly Case<Subject>[],
  subject: () => Subject,
): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for (const { name, run } of cases) {
    const start = performance.now();
    const fault = await run(subject()).then(() => null, String);
    all.push({ name, fault, ms: performance.now() - start });
  }
  return all;
}

function storeOf(name: string): ReturnType<typeof indexedDbStore> {
  const store = held.get(name);
  if (store === undefined) throw new Error("not locked");
  return store;
}

let places = 0;

function newPlace(): StorePlace {
  const name = `place-${places++}`;
  return () => indexedDbStore(name);
}

const page: ClientPage = {
  runStoreCases: () => outcomes<StorePlace>(storeCases, newPlace),
  runChannelCases: () => outcomes<ChannelProvider>(channelCases, mlsChannels),
  async lock(name) {
    const store = indexedDbStore(name);
    try {
      await store.lock();
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : String(error);
    }
    held.set(name, store);
    return "held";
  },
  keep: (name, key, value) =>
    storeOf(name).write({ put: [[key, new TextEncoder().encode(value)]], delete: [] }),
  async kept(name, key) {
    const value = await storeOf(name).get(key);
    return value === null ? null : new TextDecoder().decode(value);
  },
  exportStoreKey: async (name) =>
    crypto.subtle.exportKey("raw", await browserStoreKey(name)).then(() => "exported", String),
  async seal(name, text) {
    const key = await browserStoreKey(name);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
    return [...new Uint8Array(sealed)];
  },
  async open(name, sealed) {
    const key = await browserStoreKey(name);
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, Uint8Array.from(sealed));
    return new TextDecoder().decode(opened);
  },
};

Object.assign(globalThis, { client: page });
