import { type FrankingScheme, hex, type Rng, schemes as shippedSchemes } from "@openfranking/franking";
import { personNameSchema } from "@openfranking/protocol";
import { publishOwnKeys } from "./account-keys.ts";
import type { ChannelProvider } from "./channel/channel.ts";
import type { Core } from "./core.ts";
import { ClientError } from "./errors.ts";
import { newIdentity, registerIdentity } from "./identity.ts";
import { firstPackages, publishPackages } from "./key-packages.ts";
import { loadThread } from "./loading.ts";
import { conversationRecordSchema, type Identity, identitySchema, keys } from "./records.ts";
import { relaySession } from "./session.ts";
import { sealedStore } from "./store/sealed.ts";
import type { ClientStore } from "./store/store.ts";
import { openTrust, pinRelay } from "./trust.ts";

export interface ClientDeps {
  readonly store: ClientStore;
  /** AES-256-GCM, for everything that the store keeps. In a browser it can be one that no script reads. */
  readonly storeKey: CryptoKey;
  readonly relayUrl: string;
  readonly fetch: typeof fetch;
  /** Null: no live delivery, and `sync` brings what came. */
  readonly WebSocket: typeof WebSocket | null;
  readonly clock: () => number;
  readonly rng: Rng;
  readonly channels: ChannelProvider;
  readonly schemes?: readonly FrankingScheme[];
}

/** Restores what the store has. Nothing is asked of the relay but, at first contact, who it is. */
export async function openCore(deps: ClientDeps): Promise<Core> {
  const store = sealedStore(deps.store, deps.storeKey, deps.rng);
  const { clock, fetch, rng } = deps;
  let identity = await store.get(identitySchema, keys.identity);
  const api = relaySession(deps.relayUrl, fetch, () => {
    if (identity === null) throw new ClientError("not-registered");
    return { relay: trust.info.relay, devicePk: identity.credential.devicePk, deviceSk: identity.deviceSk };
  });
  const trust = await openTrust(store, api, await pinRelay(store, api));
  const core: Core = {
    store,
    api,
    trust,
    clock,
    fetch,
    rng,
    channels: deps.channels,
    schemes: deps.schemes ?? shippedSchemes,
    threads: new Map(),
    packagesLookedAt: null,
    get identity() {
      return identity;
    },
    set identity(next: Identity | null) {
      identity = next;
    },
  };
  if (identity?.registered !== true) return core;
  for (const [, record] of await store.list(conversationRecordSchema, "conversation/")) {
    await loadThread(core, hex(record.conversation));
  }
  return core;
}

/** Makes an account with its first device and registers it. Goes on where an earlier try was cut off. */
export async function register(core: Core, name: string): Promise<void> {
  if (core.identity?.registered === true) throw new ClientError("already-registered");
  if (!personNameSchema.safeParse(name).success) throw new ClientError("name");
  const begun = core.identity?.name === name ? core.identity : newIdentity(name, core.rng, core.clock());
  core.identity = await registerIdentity(core.store, core.api, core.trust.info, begun);
  await core.trust.refresh();
  await publishOwnKeys(core);
  await publishPackages(core, firstPackages);
}
