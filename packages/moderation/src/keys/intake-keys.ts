import { hex, Secret } from "@openfranking/franking";
import { generateIntakePair, type IntakeKey, signIntakeKey } from "@openfranking/protocol";
import type { ModerationDeps } from "../deps.ts";
import type { IntakeKeyStore, StoredIntakeKey } from "../store/store.ts";

const dayMs = 86_400_000;
/** A report that was sealed before a rotation may still be on its way. */
const overlapMs = 3_600_000;

/** The keys that reports are sealed to: one at a time, and the last one for an hour. */
export interface IntakeKeys {
  /** The current one, made where there is none or where it is a day old. */
  current(): Promise<IntakeKey>;
  /** The secret half of a key that reports are accepted under, or null. */
  find(intakeKeyId: Uint8Array): Promise<Secret | null>;
  rotate(): Promise<void>;
  /** Replaces a key that is a day old, and deletes those that are over and that nothing waits under. */
  tidy(): Promise<void>;
}

export function createIntakeKeys(deps: ModerationDeps, store: IntakeKeyStore): IntakeKeys {
  const { clock, identity, log, name } = deps;
  /** One object for each key while it is in use: how it was read goes with the object. */
  const secrets = new Map<string, Secret>();

  async function rotate(): Promise<void> {
    await store.add(await newIntakeKey(deps));
    log("intake-key-made", {});
  }

  async function current(): Promise<IntakeKey> {
    const key = await store.current();
    if (key === null || key.madeAt + dayMs < clock()) {
      await rotate();
      return current();
    }
    const { intakeKeyId, publicKey } = key;
    return signIntakeKey({ moderation: name, intakeKeyId, publicKey, notAfter: notAfter(key) }, identity);
  }

  return {
    current,
    rotate,
    async find(intakeKeyId) {
      const key = await store.find(intakeKeyId);
      const name = hex(intakeKeyId);
      if (key === null || notAfter(key) < clock()) {
        secrets.delete(name);
        return null;
      }
      const secret = secrets.get(name) ?? key.secretKey;
      secrets.set(name, secret);
      return secret;
    },
    async tidy() {
      await current();
      await store.deleteReplaced(clock() - overlapMs);
      secrets.clear();
    },
  };
}

/** A fresh pair. */
export async function newIntakeKey({ clock, rng }: ModerationDeps): Promise<StoredIntakeKey> {
  const { publicKey, secretKey } = await generateIntakePair();
  return {
    intakeKeyId: rng(16),
    publicKey,
    secretKey: new Secret(secretKey),
    madeAt: clock(),
    replacedAt: null,
  };
}

/** Until when it opens reports: an hour longer than it is handed out. */
function notAfter({ madeAt, replacedAt }: StoredIntakeKey): number {
  return (replacedAt ?? madeAt + dayMs) + overlapMs;
}
