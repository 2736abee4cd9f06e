import { type FrankingScheme, type RecipientContext, type Rng, schemeOf } from "@openfranking/franking";
import { safeAad } from "@openfranking/protocol";
import type { ChannelProvider, Device } from "./channel/channel.ts";
import { ClientError } from "./errors.ts";
import type { Identity } from "./records.ts";
import type { RelayApi } from "./session.ts";
import type { SealedStore } from "./store/sealed.ts";
import type { Thread } from "./thread.ts";
import type { Trust } from "./trust.ts";

/** What the parts of a client work on. One piece of work at a time touches it. */
export interface Core {
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  readonly rng: Rng;
  readonly store: SealedStore;
  readonly api: RelayApi;
  readonly trust: Trust;
  readonly channels: ChannelProvider;
  readonly schemes: readonly FrankingScheme[];
  readonly threads: Map<string, Thread>;
  identity: Identity | null;
  /** When the relay was last asked how many key packages it has, by this process. */
  packagesLookedAt: number | null;
}

/** A message that could not be reported for at least this long is not shown. */
const minReportMs = 3_600_000;

export function identityOf(core: Core): Identity {
  if (core.identity?.registered !== true) throw new ClientError("not-registered");
  return core.identity;
}

export function deviceOf(core: Core): Device {
  const { credential, deviceSk } = identityOf(core);
  return { credential, secretKey: deviceSk };
}

export function threadOf(core: Core, id: string): Thread {
  const thread = core.threads.get(id);
  if (thread === undefined) throw new ClientError("no-such-conversation");
  return thread;
}

export function schemeIn(core: Core, { record }: Thread): FrankingScheme {
  return schemeOf(record.suite, core.schemes);
}

/** What the channel authenticates: `outer` as its scheme has it travel. */
export function associatedDataOf(core: Core, thread: Thread, outer: Uint8Array): Uint8Array {
  return safeAad(outer, schemeIn(core, thread).component);
}

export function recipientOf(core: Core, thread: Thread): RecipientContext {
  const { info, records } = core.trust;
  return {
    account: identityOf(core).credential.account,
    self: null,
    relay: info.relay,
    moderation: info.moderation,
    records,
    history: thread.history,
    now: core.clock(),
    minReportMs,
  };
}
