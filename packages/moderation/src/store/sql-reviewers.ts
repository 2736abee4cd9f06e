import type { Kysely, Transaction } from "kysely";
import type { Schema } from "./schema.ts";
import type { Credential, ReviewerStore } from "./store.ts";

const enrolment = "enrolment";

export function sqlReviewers(db: Kysely<Schema>): ReviewerStore {
  return {
    setLink: (linkHash) => db.transaction().execute((trx) => setLink(trx, linkHash)),
    hasLink: (linkHash) => hasLink(db, linkHash),
    enrol: (linkHash, credential) => db.transaction().execute((trx) => enrol(trx, linkHash, credential)),
    async byCredential(credentialId) {
      const row = await db
        .selectFrom("reviewer")
        .selectAll()
        .where("credential_id", "=", credentialId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { counter, name, public_key, reviewer } = row;
      return { reviewer, name, credentialId, publicKey: Uint8Array.from(public_key), counter };
    },
    async setCounter(reviewer, counter) {
      await db.updateTable("reviewer").set({ counter }).where("reviewer", "=", reviewer).execute();
    },
    ...challenges(db),
    ...sessions(db),
    async deleteOver(now) {
      await db.deleteFrom("session").where("expires_at", "<", now).execute();
      await db.deleteFrom("challenge").where("expires_at", "<", now).execute();
    },
  };
}

function challenges(db: Kysely<Schema>): Pick<ReviewerStore, "addChallenge" | "useChallenge"> {
  return {
    async addChallenge(challenge, purpose, expiresAt) {
      await db.insertInto("challenge").values({ challenge, purpose, expires_at: expiresAt }).execute();
    },
    async useChallenge(challenge, purpose, now) {
      const used = await db
        .deleteFrom("challenge")
        .where("challenge", "=", challenge)
        .where("purpose", "=", purpose)
        .where("expires_at", ">=", now)
        .executeTakeFirst();
      return used.numDeletedRows === 1n;
    },
  };
}

function sessions(db: Kysely<Schema>): Pick<ReviewerStore, "addSession" | "findSession"> {
  return {
    async addSession(tokenHash, reviewer, expiresAt) {
      const row = { token_hash: tokenHash, reviewer, expires_at: expiresAt };
      await db.insertInto("session").values(row).execute();
    },
    async findSession(tokenHash, now) {
      const row = await db
        .selectFrom("session")
        .innerJoin("reviewer", "reviewer.reviewer", "session.reviewer")
        .select(["reviewer.reviewer", "reviewer.name"])
        .where("session.token_hash", "=", tokenHash)
        .where("session.expires_at", ">=", now)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}

async function setLink(trx: Transaction<Schema>, linkHash: Uint8Array): Promise<boolean> {
  if (await isAnyoneEnrolled(trx)) return false;
  await trx
    .insertInto("setting")
    .values({ name: enrolment, value: linkHash })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: linkHash }))
    .execute();
  return true;
}

/** A link that was made while somebody enrolled is none. */
async function hasLink(db: Kysely<Schema>, linkHash: Uint8Array): Promise<boolean> {
  const row = await db
    .selectFrom("setting")
    .select("name")
    .where("name", "=", enrolment)
    .where("value", "=", linkHash)
    .executeTakeFirst();
  return row !== undefined && !(await isAnyoneEnrolled(db));
}

async function enrol(
  trx: Transaction<Schema>,
  linkHash: Uint8Array,
  { counter, credentialId, name, publicKey, reviewer }: Credential,
): Promise<boolean> {
  const used = await trx
    .deleteFrom("setting")
    .where("name", "=", enrolment)
    .where("value", "=", linkHash)
    .executeTakeFirst();
  if (used.numDeletedRows !== 1n || (await isAnyoneEnrolled(trx))) return false;
  const row = { reviewer, name, credential_id: credentialId, public_key: publicKey, counter };
  await trx.insertInto("reviewer").values(row).execute();
  return true;
}

async function isAnyoneEnrolled(db: Kysely<Schema>): Promise<boolean> {
  const row = await db.selectFrom("reviewer").select("reviewer").executeTakeFirst();
  return row !== undefined;
}
