import { browserStoreKey, ClientError, indexedDbStore, mlsChannels, openClient } from "@openfranking/client";
import { ProblemError } from "@openfranking/protocol";
import type { Config } from "./config.ts";
import { openKept } from "./kept.ts";
import { messengerOf } from "./messenger.ts";
import type { Messenger } from "./model.ts";

type OpeningState =
  | { readonly kind: "opening" }
  | { readonly kind: "in-use" | "unreachable" | "broken" }
  | { readonly kind: "open"; readonly messenger: Messenger };

/** Opens what this browser keeps, once, and again when asked. */
export interface Opening {
  state(): OpeningState;
  subscribe(listener: () => void): () => void;
  retry(): void;
}

export function createOpening(config: Config): Opening {
  const listeners = new Set<() => void>();
  let state: OpeningState = { kind: "opening" };

  function set(next: OpeningState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function begin(): Promise<void> {
    set({ kind: "opening" });
    try {
      set({ kind: "open", messenger: await openMessenger(config) });
    } catch (error) {
      set({ kind: reasonOf(error) });
    }
  }

  void begin();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry: () => void begin(),
  };
}

async function openMessenger(config: Config): Promise<Messenger> {
  // One relay, one device: another relay finds another store.
  const name = `messenger ${config.relayUrl}`;
  const client = await openClient({
    store: indexedDbStore(name),
    storeKey: await browserStoreKey(name),
    relayUrl: config.relayUrl,
    fetch: (...call) => fetch(...call),
    WebSocket,
    clock: Date.now,
    rng: (length) => crypto.getRandomValues(new Uint8Array(length)),
    channels: mlsChannels(),
  });
  return messengerOf(client, await openKept(`${name} screens`), config.people);
}

function reasonOf(error: unknown): "in-use" | "unreachable" | "broken" {
  if (error instanceof ClientError && error.code === "in-use") return "in-use";
  if (error instanceof ProblemError) return "unreachable";
  console.error(error);
  return "broken";
}
