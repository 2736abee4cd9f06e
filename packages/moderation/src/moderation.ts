import { type Database, groupCommit, openDatabase } from "@openfranking/database";
import { identityKeyOf } from "@openfranking/franking";
import { moderationRoutes, ProblemError, protocolVersion } from "@openfranking/protocol";
import { type Handlers, serveRoutes } from "@openfranking/protocol/server";
import type { Hono } from "hono";
import { sql } from "kysely";
import type { ModerationDeps, ReviewerCaller } from "./deps.ts";
import { acceptAll, answerTo } from "./intake/accept.ts";
import { type Examined, examine } from "./intake/examine.ts";
import { sealWaiting } from "./intake/seal-waiting.ts";
import { createIntakeKeys, type IntakeKeys } from "./keys/intake-keys.ts";
import { createStampKeys, type StampKeys } from "./keys/stamp-keys.ts";
import { outcomeFor } from "./outcome.ts";
import { claimCase, decideCase, openEvidence, readCase, readQueue } from "./review/cases.ts";
import { isEnrolmentLink, newEnrolmentLink, useEnrolmentLink } from "./review/enrolment.ts";
import { authenticate, creationOptions, passkeysOf, register, requestOptions } from "./review/passkeys.ts";
import { findSession, openSession } from "./review/sessions.ts";
import { stampChecks } from "./stamp-checks.ts";
import { migrations } from "./store/migrations.ts";
import type { Schema } from "./store/schema.ts";
import { setTeamKey, teamKeyOf } from "./team-key.ts";

export interface Moderation {
  /** Every route; {@link serveModeration} puts it on a port. */
  readonly app: Hono;
  /** A new link for the first reviewer, which replaces the one before. Null once there is a reviewer. */
  enrolmentLink(): Promise<string | null>;
  rotateIntakeKey(): Promise<void>;
  /** Deletes what is over: keys of past periods, sessions, challenges. Call it every few minutes. */
  tidy(): Promise<void>;
  /** Closes the database. Stop serving first. */
  close(): Promise<void>;
}

type ModerationHandlers = Handlers<typeof moderationRoutes, { reviewer: ReviewerCaller }>;

interface Service {
  readonly deps: ModerationDeps;
  readonly database: Database<Schema>;
  readonly stampKeys: StampKeys;
  readonly intakeKeys: IntakeKeys;
}

/** A moderation over its database. It verifies in memory, seals to the review team, and forgets. */
export async function createModeration(deps: ModerationDeps): Promise<Moderation> {
  const database = await openDatabase<Schema>(deps.database, migrations);
  const { db } = database;
  const service: Service = {
    deps,
    database,
    stampKeys: await createStampKeys(deps, db),
    intakeKeys: createIntakeKeys(deps, db),
  };
  await forgetWaiting(service);
  return {
    app: serve(service),
    enrolmentLink: () => newEnrolmentLink(deps, db),
    rotateIntakeKey: () => service.intakeKeys.rotate(),
    tidy: () => tidy(service),
    close: () => database.close(),
  };
}

function serve(service: Service): Hono {
  const { database, deps } = service;
  const handlers: ModerationHandlers = {
    ...publicHandlers(service),
    ...enrolmentHandlers(service),
    ...reviewHandlers(service),
  };
  return serveRoutes<typeof moderationRoutes, { reviewer: ReviewerCaller }>(moderationRoutes, handlers, {
    authenticate: { reviewer: (token) => findSession(deps, database.db, token) },
    origins: deps.origins,
    // The error itself stays unlogged: a driver's message may hold what a statement was given.
    onFault: () => deps.log("fault", {}),
  });
}

function publicHandlers(service: Service) {
  const { database, deps, intakeKeys, stampKeys } = service;
  const { db } = database;
  const accept = groupCommit((batch: readonly Examined[]) => acceptAll(deps, db, batch));
  const check = stampChecks(deps, stampKeys);
  return {
    info: async () => ({
      moderation: deps.name,
      identityKey: identityKeyOf(deps.identity),
      intakeKey: await intakeKeys.current(),
      suites: deps.schemes.map(({ id }) => id),
      version: protocolVersion,
    }),
    submitReport: async ({ body }) => {
      const examined = await examine(service, body);
      const answer = await answerTo(deps, examined, await accept(examined));
      deps.log("received", { items: examined.items.length });
      return { answer };
    },
    outcome: ({ body }) => outcomeFor(deps, db, body.reportNumber, body.receiptSecret),
    checkStamps: async ({ body }) => ({ good: await check(body.checks) }),
    agreeStampKey: ({ body }) => stampKeys.agree(body),
  } satisfies Partial<ModerationHandlers>;
}

function enrolmentHandlers({ database, deps }: Service) {
  const { db } = database;
  const passkeys = passkeysOf(deps, db);
  return {
    enrolOptions: async ({ body }) => {
      if (!(await isEnrolmentLink(db, body.link))) throw new ProblemError("enrolment-used");
      return { options: await creationOptions(passkeys, body.name) };
    },
    enrol: async ({ body }) => {
      if (!(await isEnrolmentLink(db, body.link))) throw new ProblemError("enrolment-used");
      const reviewer = await register(passkeys, body.name, body.response);
      if (!(await useEnrolmentLink(db, body.link))) throw new ProblemError("enrolment-used");
      await db.insertInto("reviewer").values(reviewer).execute();
      deps.log("reviewer-enrolled", {});
      return openSession(deps, db, reviewer);
    },
    signInOptions: async () => ({ options: await requestOptions(passkeys) }),
    signIn: async ({ body }) => openSession(deps, db, await authenticate(passkeys, body.response)),
  } satisfies Partial<ModerationHandlers>;
}

function reviewHandlers(service: Service) {
  const { database, deps } = service;
  const { db } = database;
  const desk = { deps, db };
  return {
    team: async () => ({ publicKey: await teamKeyOf(db) }),
    setTeamKey: async ({ body }) => {
      if (!(await setTeamKey(db, body.publicKey))) throw new ProblemError("team-key-exists");
      return { sealedItems: await forgetWaiting(service) };
    },
    queue: ({ caller, query }) => readQueue(desk, caller, query),
    readCase: ({ caller, params }) => readCase(desk, caller, params.reportNumber),
    claim: ({ caller, params }) => claimCase(desk, caller, params.reportNumber),
    openEvidence: ({ caller, params }) => openEvidence(desk, caller, params.reportNumber),
    decide: ({ body, caller, params }) => decideCase(desk, caller, params.reportNumber, body),
  } satisfies Partial<ModerationHandlers>;
}

/** Seals what waited for the team's key, and then changes the key that its envelopes opened with. */
async function forgetWaiting({ database, deps, intakeKeys }: Service): Promise<number> {
  const sealedItems = await sealWaiting(deps, database.db);
  if (sealedItems > 0) await intakeKeys.rotate();
  await truncateLog(database);
  return sealedItems;
}

async function tidy({ database, deps, intakeKeys, stampKeys }: Service): Promise<void> {
  const { db } = database;
  const now = deps.clock();
  await stampKeys.tidy();
  await intakeKeys.tidy();
  await db.deleteFrom("session").where("expires_at", "<", now).execute();
  await db.deleteFrom("challenge").where("expires_at", "<", now).execute();
  await truncateLog(database);
  deps.log("tidied", {});
}

/** `secure_delete` erases rows from the file; what was written to the log before must go too. */
async function truncateLog({ db, kind }: Database<Schema>): Promise<void> {
  if (kind === "sqlite") await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
}
