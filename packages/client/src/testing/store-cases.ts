import type { ClientStore } from "../store/store.ts";
import { type Case, ensure, ensureEqual, ensureRefused } from "./cases.ts";

/** Where stores can be opened: each call gives another one over the same place, not locked yet. */
export type StorePlace = () => ClientStore;

const one = Uint8Array.of(1);
const two = Uint8Array.of(2, 0, 255);

async function locked(place: StorePlace): Promise<ClientStore> {
  const store = place();
  await store.lock();
  return store;
}

/** Runs on a store that is closed whatever happens, so that the next case finds the place free. */
async function using(place: StorePlace, work: (store: ClientStore) => Promise<void>): Promise<void> {
  const store = await locked(place);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** What every `ClientStore` does. Each case gets a place of its own. */
export const storeCases: readonly Case<StorePlace>[] = [
  {
    name: "what was never written is not there",
    run: (place) =>
      using(place, async (store) => {
        ensureEqual(await store.get("a"), null, "nothing");
        ensureEqual(await store.list(""), [], "no entries");
      }),
  },
  {
    name: "what was written is read, also by the next who opens it",
    async run(place) {
      await using(place, (store) =>
        store.write({
          put: [
            ["a", one],
            ["b", two],
          ],
          delete: [],
        }),
      );
      await using(place, async (store) => {
        ensureEqual(await store.get("a"), one, "the value");
        ensureEqual(await store.get("b"), two, "the other value");
      });
    },
  },
  {
    name: "an entry that is written again is replaced, and a deleted one is gone",
    run: (place) =>
      using(place, async (store) => {
        await store.write({
          put: [
            ["a", one],
            ["b", one],
          ],
          delete: [],
        });
        await store.write({ put: [["a", two]], delete: ["b", "never"] });
        ensureEqual(await store.list(""), [["a", two]], "one entry, replaced");
      }),
  },
  {
    name: "list gives what begins with the prefix, in the order of the keys",
    run: (place) =>
      using(place, async (store) => {
        const keys = ["m/2", "m/10", "m", "n/1", "m/1", "l/9", "m/é"];
        await store.write({ put: keys.map((key) => [key, one] as const), delete: [] });
        const found = (await store.list("m/")).map(([key]) => key);
        ensureEqual(found, ["m/1", "m/10", "m/2", "m/é"], "the keys");
      }),
  },
  {
    name: "a batch is written whole or not at all",
    run: (place) =>
      using(place, async (store) => {
        await store.write({ put: [["a", one]], delete: [] });
        // A value that no store takes stands for whatever fails in the middle.
        const broken: Uint8Array = JSON.parse('{"no":"bytes"}');
        const fails = Object.defineProperty(["c", broken], 1, {
          get() {
            throw new Error("fails in the middle");
          },
        });
        const put: (readonly [string, Uint8Array])[] = [["b", one]];
        Reflect.apply(Array.prototype.push, put, [fails]);
        const failed = await store.write({ put, delete: ["a"] }).then(
          () => false,
          () => true,
        );
        ensure(failed, "the write to fail");
        ensureEqual(await store.list(""), [["a", one]], "what was there before");
      }),
  },
  {
    name: "bytes that the caller changes afterwards are not changed in the store",
    run: (place) =>
      using(place, async (store) => {
        const value = Uint8Array.of(7);
        await store.write({ put: [["a", value]], delete: [] });
        value[0] = 8;
        ensureEqual(await store.get("a"), Uint8Array.of(7), "what was written");
      }),
  },
  {
    name: "while one holds it, another is refused, and gets it once it is closed",
    async run(place) {
      const first = await locked(place);
      await ensureRefused(() => place().lock(), "in-use");
      await first.write({ put: [["a", one]], delete: [] });
      await ensureRefused(() => place().lock(), "in-use");
      await first.close();
      await using(place, async (store) => ensureEqual(await store.get("a"), one, "the value"));
    },
  },
];
