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

/** Whether the relay is not to learn who sends. */
export function isSealedIn(core: Core, thread: Thread): boolean {
  return !schemeIn(core, thread).traits.relayLearnsSender;
}

/** What the channel authenticates: `outer` as its scheme has it travel. */
export function associatedDataOf(core: Core, thread: Thread, outer: Uint8Array): Uint8Array {
  return safeAad(outer, schemeIn(core, thread).component);
}

/** With what the scheme asks of a recipient: `self` and the sender's key where it has keys of accounts. */
export function recipientOf(
  core: Core,
  thread: Thread,
  keysOf: Pick<RecipientContext, "accountKey" | "self">,
): RecipientContext {
  const { info, records } = core.trust;
  return {
    ...keysOf,
    account: identityOf(core).credential.account,
    relay: info.relay,
    moderation: info.moderation,
    records,
    history: thread.history,
    now: core.clock(),
    minReportMs,
  };
}
