import type { RelayStore } from "../store/store.ts";

/** Tells whoever reads a mailbox live that there may be more in it. A hint, never the news itself: readers look. */
export interface Wakes {
  wake(devices: Iterable<number>): void;
  watch(device: number): Watch;
  close(): Promise<void>;
}

interface Watch {
  /** Resolves once the mailbox was woken after the last call, or the watch ended; at once where that has happened already. */
  next(): Promise<void>;
  end(): void;
}

/** What other processes wrote is seen this much later. */
const pollMs = 1000;

export function createWakes(store: RelayStore, onFault: (error: unknown) => void): Wakes {
  const watches = new Map<number, Set<() => void>>();
  const wake = (devices: Iterable<number>) => {
    for (const device of devices) for (const rouse of watches.get(device) ?? []) rouse();
  };
  const stop = store.isShared ? pollHeads(store, watches, wake, onFault) : async () => undefined;
  return {
    wake,
    watch(device) {
      const { rouse, ...watch } = createWatch(() => {
        const left = watches.get(device);
        left?.delete(rouse);
        if (left?.size === 0) watches.delete(device);
      });
      const others = watches.get(device) ?? new Set();
      watches.set(device, others.add(rouse));
      return watch;
    },
    async close() {
      await stop();
      for (const all of watches.values()) for (const rouse of all) rouse();
    },
  };
}

function createWatch(onEnd: () => void): Watch & { readonly rouse: () => void } {
  let isRoused = false;
  let resolve: (() => void) | null = null;
  const rouse = () => {
    isRoused = true;
    resolve?.();
  };
  return {
    rouse,
    async next() {
      if (!isRoused) await new Promise<void>((done) => (resolve = done));
      isRoused = false;
      resolve = null;
    },
    end() {
      onEnd();
      rouse();
    },
  };
}

/** One question a second for all mailboxes that are read live, however many there are. */
function pollHeads(
  store: RelayStore,
  watches: ReadonlyMap<number, unknown>,
  wake: (devices: Iterable<number>) => void,
  onFault: (error: unknown) => void,
): () => Promise<void> {
  let known: ReadonlyMap<number, number> = new Map();
  let polling = Promise.resolve();
  const poll = async () => {
    try {
      const heads = await store.mailboxes.heads([...watches.keys()]);
      wake([...heads].filter(([device, head]) => known.get(device) !== head).map(([device]) => device));
      known = heads;
    } catch (error) {
      onFault(error);
    }
  };
  const timer = setInterval(() => {
    polling = polling.then(poll);
  }, pollMs);
  return async () => {
    clearInterval(timer);
    await polling;
  };
}
