import { type PeriodKey, type PeriodKeys, parseRecord, Secret } from "@openfranking/franking";
import { ProblemError } from "@openfranking/protocol";
import type { RelayDeps } from "../deps.ts";
import type { Period, RelayStore } from "../store/store.ts";
import { makePeriod } from "./make-period.ts";

/** A period is followed by the next one this long before it ends, so that a moderation that is away for a while stops nobody. */
const renewBeforeMs = 2 * 3_600_000;

/** The stamp keys that this process holds. The newest usable one of an alg stamps. */
export interface Keyring {
  /** A key whose period contains `at`, or null. Never an expired one. */
  usable(alg: string, at: number): PeriodKey | null;
  /** Sees to it that there is a usable key of the alg now. Throws `ProblemError("unavailable")`. */
  ensure(alg: string): Promise<void>;
  /** Makes a new period of every alg; stamps are made with it from now on. Throws `ProblemError("unavailable")`. */
  rotate(): Promise<void>;
  /** Drops keys whose period is over, takes up those of other processes, and follows those that end soon. */
  tidy(): Promise<void>;
  /** Waits for what goes on in the background. */
  settle(): Promise<void>;
}

export function createKeyring(deps: RelayDeps, store: RelayStore): Keyring {
  const kinds = new Map(deps.schemes.map(({ periodKeys }) => [periodKeys.alg, periodKeys]));
  const inTurn = oneAfterAnother();
  /** By alg: whoever comes meanwhile waits for the same. */
  const renewals = new Map<string, Promise<void>>();
  let keys: readonly PeriodKey[] = [];

  function usable(alg: string, at: number): PeriodKey | null {
    const fitting = keys.filter(
      ({ record }) => record.alg === alg && record.notBefore <= at && at <= record.notAfter,
    );
    return fitting.sort((a, b) => b.record.notBefore - a.record.notBefore)[0] ?? null;
  }

  async function refresh(): Promise<void> {
    const periods = await store.periods.usable(deps.clock());
    keys = periods.flatMap((period) => keyOf(kinds, period));
  }

  async function make(periodKeys: PeriodKeys): Promise<void> {
    try {
      const { key, period } = await makePeriod(periodKeys, deps);
      // Durable, and published, before the first stamp is made with it.
      await store.periods.add(period);
      keys = [...keys, key];
      deps.log("stamp-key-made", {});
    } catch (error) {
      deps.log("stamp-key-refused", {});
      throw error;
    }
  }

  function endsSoon(alg: string): boolean {
    const key = usable(alg, deps.clock());
    return key === null || key.record.notAfter - deps.clock() < renewBeforeMs;
  }

  /** Takes up what another process has made, or makes a period. */
  async function obtain(alg: string): Promise<void> {
    await refresh();
    const periodKeys = kinds.get(alg);
    if (periodKeys !== undefined && endsSoon(alg)) await make(periodKeys);
  }

  function renew(alg: string): Promise<void> {
    const renewal = renewals.get(alg) ?? inTurn(() => obtain(alg)).finally(() => void renewals.delete(alg));
    renewals.set(alg, renewal);
    return renewal;
  }

  async function ensure(alg: string): Promise<void> {
    if (!endsSoon(alg)) return;
    const renewal = renew(alg);
    if (usable(alg, deps.clock()) === null) await renewal;
    else renewal.catch(ignoreUnavailable);
  }

  return {
    usable,
    ensure,
    async rotate() {
      await inTurn(async () => {
        for (const periodKeys of kinds.values()) await make(periodKeys);
      });
    },
    async tidy() {
      await inTurn(refresh);
      for (const alg of kinds.keys()) if (endsSoon(alg)) await renew(alg).catch(ignoreUnavailable);
    },
    settle: () => inTurn(async () => undefined),
  };
}

/** Two that read and write the keys at once would forget what the other one made. */
function oneAfterAnother(): (task: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** The next sender asks again; the event is in the log. */
function ignoreUnavailable(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error;
}

/** None for a period of a scheme that is no longer served. */
function keyOf(kinds: ReadonlyMap<string, PeriodKeys>, { alg, published, secret }: Period): PeriodKey[] {
  const periodKeys = kinds.get(alg);
  if (periodKeys === undefined) return [];
  return [periodKeys.derive(parseRecord(published.record), "relay", new Secret(secret))];
}
