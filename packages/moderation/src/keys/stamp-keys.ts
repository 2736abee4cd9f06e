import {
  ed25519Key,
  encode,
  hash,
  hex,
  type KeyRecord,
  keyIdOf,
  longestPeriodMs,
  type PeriodKey,
  parseRecord,
  reveal,
  Secret,
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
import type { Kysely } from "kysely";
import type { ModerationDeps } from "../deps.ts";
import type { Schema, StampKeyRow } from "../store/schema.ts";

/** How far ahead a relay may ask for a period, and how far its clock may differ. */
const aheadMs = 7 * longestPeriodMs;
const longestVerifyMs = 366 * 86_400_000;

/** The moderation's halves of the periods: what stamps are judged with. */
export interface StampKeys {
  agree(signed: Parsed<typeof signedOfferSchema>): Promise<{ record: Uint8Array; signature: Uint8Array }>;
  find(keyId: Uint8Array): PeriodKey | null;
  /** Reads what another process may have agreed on. */
  refresh(): Promise<void>;
  /** Deletes the halves of periods that are no longer judged: their stamps are unknown from then on. */
  tidy(): Promise<void>;
}

export async function createStampKeys(deps: ModerationDeps, db: Kysely<Schema>): Promise<StampKeys> {
  const keys = new Map<string, PeriodKey>();

  function admit(row: StampKeyRow): void {
    const record = parseRecord(Uint8Array.from(row.record));
    const scheme = deps.schemes.find(({ periodKeys }) => periodKeys.alg === record.alg);
    if (scheme === undefined) return;
    const secret = new Secret(Uint8Array.from(row.secret_key));
    keys.set(hex(row.key_id), scheme.periodKeys.derive(record, "moderation", secret));
  }

  async function refresh(): Promise<void> {
    for (const row of await db.selectFrom("stamp_key").selectAll().execute()) {
      if (!keys.has(hex(row.key_id))) admit(row);
    }
  }

  await refresh();
  return {
    refresh,
    find: (keyId) => keys.get(hex(keyId)) ?? null,
    async agree(signed) {
      checkOffer(deps, signed);
      const made = await agreeOnce(deps, db, signed.offer);
      admit(made);
      deps.log("stamp-key-agreed", {});
      return { record: Uint8Array.from(made.record), signature: Uint8Array.from(made.signature) };
    },
    async tidy() {
      const now = deps.clock();
      await db.deleteFrom("stamp_key").where("verify_until", "<", now).execute();
      for (const [keyId, { record }] of keys) if (record.verifyUntil < now) keys.delete(keyId);
    },
  };
}

function checkOffer(deps: ModerationDeps, signed: Parsed<typeof signedOfferSchema>): void {
  const { offer } = signed;
  const relay = deps.relays.find(({ name }) => name === offer.relay);
  if (relay === undefined || offer.moderation !== deps.name) throw new ProblemError("forbidden");
  if (!isOfferSigned(signed, ed25519Key(relay.identityKey))) throw new ProblemError("wrong-proof");
  const now = deps.clock();
  const isSound =
    offer.notBefore < offer.notAfter &&
    offer.notAfter - offer.notBefore <= longestPeriodMs &&
    offer.notAfter <= offer.verifyUntil &&
    offer.verifyUntil - offer.notAfter <= longestVerifyMs &&
    now < offer.notAfter &&
    offer.notBefore < now + aheadMs &&
    deps.schemes.some(({ periodKeys }) => periodKeys.alg === offer.alg);
  if (!isSound) throw new ProblemError("malformed");
}

/** The same offer again gets the same answer: the relay may not have received it. */
async function agreeOnce(deps: ModerationDeps, db: Kysely<Schema>, offer: KeyOffer): Promise<StampKeyRow> {
  const offerDigest = hash("openfranking moderation-offer v1", encodeAs(offerSchema, offer));
  const made = newHalf(deps, offer, offerDigest);
  await db
    .insertInto("stamp_key")
    .values(made)
    .onConflict((conflict) => conflict.column("offer_digest").doNothing())
    .execute();
  return db
    .selectFrom("stamp_key")
    .selectAll()
    .where("offer_digest", "=", offerDigest)
    .executeTakeFirstOrThrow();
}

function newHalf(deps: ModerationDeps, offer: KeyOffer, offerDigest: Uint8Array): StampKeyRow {
  const scheme = deps.schemes.find(({ periodKeys }) => periodKeys.alg === offer.alg);
  if (scheme === undefined) throw new ProblemError("malformed");
  const { publicKey, secretKey } = scheme.periodKeys.generate("moderation", deps.rng);
  const record: KeyRecord = { v: 1, ...offer, moderationPk: publicKey };
  // A relay's half that cannot be used is refused here, and not when the first report comes.
  scheme.periodKeys.derive(record, "moderation", secretKey);
  return {
    key_id: keyIdOf(record),
    record: encode(record),
    signature: signRecord(record, deps.identity),
    secret_key: reveal(secretKey),
    offer_digest: offerDigest,
    verify_until: record.verifyUntil,
  };
}
