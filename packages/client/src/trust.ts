import {
  type CheckedRecord,
  checkRecord,
  ed25519Key,
  FrankingError,
  hex,
  keyIdOf,
} from "@openfranking/franking";
import {
  type PublishedRecord,
  publishedRecordSchema,
  type RelayInfo,
  relayInfoSchema,
} from "@openfranking/protocol";
import { ClientError } from "./errors.ts";
import { keys } from "./records.ts";
import type { RelayApi } from "./session.ts";
import type { SealedStore } from "./store/sealed.ts";

/** Whose stamps this device believes: the relay and the moderation that it met first, and the key records that both signed. */
export interface Trust {
  readonly info: RelayInfo;
  readonly records: (keyId: Uint8Array) => CheckedRecord | null;
  /** The newest record of an algorithm in whose period `now` is, or null. */
  readonly current: (alg: string, now: number) => CheckedRecord | null;
  /** Asks the relay for records that it lacks. */
  refresh(): Promise<void>;
  /** Throws `ClientError("relay-changed")` where the relay, or its moderation, is not the one that was met first. Asks once. */
  confirm(): Promise<void>;
}

/** Pins the relay at first contact. */
export async function pinRelay(store: SealedStore, api: RelayApi): Promise<RelayInfo> {
  const pinned = await store.get(relayInfoSchema, keys.relay);
  if (pinned !== null) return pinned;
  const info = await api.info({});
  await store.write({ [keys.relay]: info });
  return info;
}

export async function openTrust(store: SealedStore, api: RelayApi, info: RelayInfo): Promise<Trust> {
  const parties = {
    relay: info.relay,
    relayKey: ed25519Key(info.identityKey),
    moderation: info.moderation,
    moderationKey: ed25519Key(info.moderationKey),
  };
  const records = new Map<string, CheckedRecord>();
  let isConfirmed = false;

  function admit(published: PublishedRecord): string | null {
    try {
      const record = checkRecord(published.record, published.signatures, parties);
      const keyId = hex(keyIdOf(record));
      records.set(keyId, record);
      return keyId;
    } catch (error) {
      if (error instanceof FrankingError) return null;
      throw error;
    }
  }

  for (const [, kept] of await store.list(publishedRecordSchema, keys.record(""))) admit(kept);
  return {
    info,
    records: (keyId) => records.get(hex(keyId)) ?? null,
    current: (alg, now) =>
      [...records.values()]
        .filter((record) => record.alg === alg && record.notBefore <= now && now <= record.notAfter)
        .sort((a, b) => b.notBefore - a.notBefore)[0] ?? null,
    async refresh() {
      const fresh: Record<string, PublishedRecord> = {};
      for (const published of (await api.keyRecords({})).records) {
        const keyId = admit(published);
        if (keyId !== null) fresh[keys.record(keyId)] = published;
      }
      await store.write(fresh);
    },
    async confirm() {
      if (isConfirmed) return;
      if (!isSameRelay(info, await api.info({}))) throw new ClientError("relay-changed");
      isConfirmed = true;
    },
  };
}

function isSameRelay(pinned: RelayInfo, now: RelayInfo): boolean {
  return (
    pinned.relay === now.relay &&
    hex(pinned.identityKey) === hex(now.identityKey) &&
    pinned.moderation === now.moderation &&
    pinned.moderationUrl === now.moderationUrl &&
    hex(pinned.moderationKey) === hex(now.moderationKey)
  );
}

/** Before something is told to the moderation: it must be the one that was pinned. */
export function checkModeration(
  info: RelayInfo,
  moderation: { moderation: string; identityKey: Uint8Array },
): void {
  const isPinned =
    moderation.moderation === info.moderation && hex(moderation.identityKey) === hex(info.moderationKey);
  if (!isPinned) throw new ClientError("relay-changed");
}
