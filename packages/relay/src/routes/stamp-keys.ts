import { assertReporter, identityKeyOf } from "@openfranking/franking";
import { ProblemError, protocolVersion } from "@openfranking/protocol";
import type { RelayHandlers, Service } from "./service.ts";

/** A moderation that is away keeps nobody from the records that there are. */
async function ensureIfPossible(keyring: Service["keyring"], alg: string): Promise<void> {
  try {
    await keyring.ensure(alg);
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === "unavailable")) throw error;
  }
}

const assertionMs = 3_600_000;

type Names = "info" | "keyRecords" | "assert";

/** What the relay says of itself, and of others to the moderation. */
export function stampKeyHandlers({ deps, keyring, store }: Service): Pick<RelayHandlers, Names> {
  const identityKey = identityKeyOf(deps.identity);
  /** Senders of these need a period's record before there is anything to stamp. */
  const neededAhead = new Set(
    deps.schemes
      .filter(({ accountKeys, tokens }) => accountKeys !== null || tokens !== null)
      .map(({ periodKeys }) => periodKeys.alg),
  );
  return {
    info: async () => ({
      relay: deps.name,
      identityKey,
      moderation: deps.moderation.name,
      moderationUrl: deps.moderation.url,
      moderationKey: deps.moderation.identityKey,
      suites: deps.schemes.map(({ id }) => id),
      version: protocolVersion,
    }),
    async keyRecords() {
      for (const alg of neededAhead) await ensureIfPossible(keyring, alg);
      return { records: await store.periods.published(deps.clock()) };
    },
    async assert({ body: { binding }, caller }) {
      // Any period's key will do: the moderation has all of them.
      const alg = deps.schemes[0]?.periodKeys.alg;
      if (alg === undefined) throw new ProblemError("unavailable");
      await keyring.ensure(alg);
      const now = deps.clock();
      const key = keyring.usable(alg, now);
      if (key === null) throw new ProblemError("unavailable");
      return { assertion: assertReporter(caller.account, binding, now + assertionMs, key) };
    },
  };
}
