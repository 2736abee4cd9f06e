import {
  ed25519Key,
  encode,
  FrankingError,
  hash,
  hex,
  type KeyRecord,
  keyIdOf,
  longestPeriodMs,
  type PeriodKey,
  parseRecord,
  signRecord,
} from "@openfranking/franking";
import {
  encodeAs,
  isOfferSigned,
  type KeyOffer,
  offerSchema,
  type Parsed,
  ProblemError,
  type signedOfferSchema,
} from "@openfranking/protocol";
import type { ModerationDeps } from "../deps.ts";
import type { StampKey, StampKeyStore } from "../store/store.ts";

/** How far a relay's clock may be from ours. A period that began long ago would be for stamps that say so too. */
const nearMs = 600_000;
const longestVerifyMs = 366 * 86_400_000;

type SignedOffer = Parsed<typeof signedOfferSchema>;

/** The moderation's halves of the periods: what stamps are judged with. */
export interface StampKeys {
  agree(signed: SignedOffer): Promise<{ record: Uint8Array; signature: Uint8Array }>;
  find(keyId: Uint8Array): PeriodKey | null;
  /** Takes up what another process may have agreed on. */
  load(keyIds: readonly Uint8Array[]): Promise<void>;
  /** All periods of this relay and algorithm, whichever process agreed on them. */
  of(period: Pick<KeyRecord, "relay" | "alg">): Promise<PeriodKey[]>;
  /** Deletes the halves of periods that are no longer judged: their stamps are unknown from then on. */
  tidy(): Promise<void>;
}

export async function createStampKeys(deps: ModerationDeps, store: StampKeyStore): Promise<StampKeys> {
  const keys = new Map<string, PeriodKey>();

  function admit({ record: encoded, secretKey }: StampKey): void {
    const record = parseRecord(encoded);
    const scheme = deps.schemes.find(({ periodKeys }) => periodKeys.alg === record.alg);
    if (scheme === undefined) return;
    const key = scheme.periodKeys.derive(record, "moderation", secretKey);
    keys.set(hex(key.keyId), key);
  }

  async function load(keyIds: readonly Uint8Array[]): Promise<void> {
    const unknown = new Map(keyIds.map((keyId) => [hex(keyId), keyId]));
    for (const known of keys.keys()) unknown.delete(known);
    for (const key of await store.find([...unknown.values()])) admit(key);
  }

  for (const key of await store.all()) admit(key);
  return {
    find: (keyId) => keys.get(hex(keyId)) ?? null,
    load,
    async of({ alg, relay }) {
      await load(await store.ids());
      return [...keys.values()].filter(({ record }) => record.relay === relay && record.alg === alg);
    },
    async agree(signed) {
      checkSigned(deps, signed);
      const { offer } = signed;
      const offerDigest = hash("openfranking moderation-offer v1", encodeAs(offerSchema, offer));
      const made = (await store.byOffer(offerDigest)) ?? (await store.add(answer(deps, offer, offerDigest)));
      admit(made);
      deps.log("stamp-key-agreed", {});
      return { record: made.record, signature: made.signature };
    },
    async tidy() {
      const now = deps.clock();
      await store.deleteOver(now);
      for (const [keyId, { record }] of keys) if (record.verifyUntil < now) keys.delete(keyId);
    },
  };
}

function checkSigned(deps: ModerationDeps, signed: SignedOffer): void {
  const { offer } = signed;
  const relay = deps.relays.find(({ name }) => name === offer.relay);
  if (relay === undefined || offer.moderation !== deps.name) throw new ProblemError("forbidden");
  if (!isOfferSigned(signed, ed25519Key(relay.identityKey))) throw new ProblemError("wrong-proof");
}

/** Our fresh half, once for an offer: asked again, because its answer was lost, the relay gets the same. */
function answer(deps: ModerationDeps, offer: KeyOffer, offerDigest: Uint8Array): StampKey {
  const scheme = deps.schemes.find(({ periodKeys }) => periodKeys.alg === offer.alg);
  if (scheme === undefined || !isSoundPeriod(offer, deps.clock())) throw new ProblemError("malformed");
  const { publicKey, secretKey } = scheme.periodKeys.generate("moderation", deps.rng);
  const record: KeyRecord = { v: 1, ...offer, moderationPk: publicKey };
  try {
    // A relay's half that cannot be used is refused here, and not when the first report comes.
    scheme.periodKeys.derive(record, "moderation", secretKey);
  } catch (cause) {
    if (cause instanceof FrankingError) throw new ProblemError("malformed", { cause });
    throw cause;
  }
  const { verifyUntil } = record;
  const signature = signRecord(record, deps.identity);
  return { keyId: keyIdOf(record), offerDigest, record: encode(record), signature, secretKey, verifyUntil };
}

function isSoundPeriod({ notAfter, notBefore, verifyUntil }: KeyOffer, now: number): boolean {
  return (
    notBefore < notAfter &&
    notAfter - notBefore <= longestPeriodMs &&
    notAfter <= verifyUntil &&
    verifyUntil - notAfter <= longestVerifyMs &&
    Math.abs(notBefore - now) <= nearMs
  );
}
