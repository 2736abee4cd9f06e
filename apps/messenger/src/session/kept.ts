import { browserStoreKey, type ClientStore, indexedDbStore } from "@openfranking/client";
import * as z from "zod/mini";

const keptSchema = z.object({
  /** Accounts of the people who were added. */
  contacts: z.array(z.string()),
  /** Conversation -> key of the last entry that was on the screen. */
  read: z.record(z.string(), z.string()),
  /** Commitments of refused messages that were sent anew. */
  resent: z.array(z.string()),
});
type Kept = z.infer<typeof keptSchema>;

/** What the screens remember beside what the client keeps. Encrypted like it. */
export interface KeptState {
  readonly value: Kept;
  change(next: Partial<Kept>): void;
}

const entryName = "screens";

export async function openKept(name: string): Promise<KeptState> {
  const store = indexedDbStore(name);
  await store.lock();
  const key = await browserStoreKey(name);
  let value = (await read(store, key)) ?? { contacts: [], read: {}, resent: [] };
  let writing = Promise.resolve();
  return {
    get value() {
      return value;
    },
    change(next) {
      value = { ...value, ...next };
      const written = value;
      writing = writing.then(() => write(store, key, written)).catch(() => undefined);
    },
  };
}

async function read(store: ClientStore, key: CryptoKey): Promise<Kept | null> {
  const sealed = await store.get(entryName);
  if (sealed === null) return null;
  const iv = new Uint8Array(sealed.subarray(0, 12));
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv },
    key,
    new Uint8Array(sealed.subarray(12)),
  );
  const parsed = keptSchema.safeParse(JSON.parse(new TextDecoder().decode(plain)));
  return parsed.success ? parsed.data : null;
}

async function write(store: ClientStore, key: CryptoKey, value: Kept): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  const entry = new Uint8Array(12 + sealed.length);
  entry.set(iv);
  entry.set(sealed, 12);
  await store.write({ put: [[entryName, entry]], delete: [] });
}
