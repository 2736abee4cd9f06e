import { ed25519Key, identityKeyOf } from "@openfranking/franking";
import { moderationRoutes, ProblemError, protocolVersion } from "@openfranking/protocol";
import { type Handlers, serveRoutes } from "@openfranking/protocol/server";
import type { Hono } from "hono";
import type { ModerationDeps, ReviewerCaller } from "./deps.ts";
import { mimiIntake } from "./intake/mimi.ts";
import { sealWaiting } from "./intake/seal-waiting.ts";
import { type Intake, reportIntake } from "./intake/submit.ts";
import { createIntakeKeys } from "./keys/intake-keys.ts";
import { createStampKeys } from "./keys/stamp-keys.ts";
import { outcomeFor } from "./outcome.ts";
import { claimCase, decideCase, openEvidence, readCase, readQueue } from "./review/cases.ts";
import { linkHash, newEnrolmentLink } from "./review/enrolment.ts";
import { createPasskeys } from "./review/passkeys.ts";
import { findSession, openSession } from "./review/sessions.ts";
import { senderTokens } from "./sender-tokens.ts";
import { stampChecks } from "./stamp-checks.ts";
import { openStore } from "./store/sql-store.ts";
import { setTeamKey } from "./team-key.ts";

export interface Moderation {
  /** Every route; {@link serveModeration} puts it on a port. */
  readonly app: Hono;
  /** A new link for the first reviewer, which replaces the one before. Null once there is a reviewer. */
  enrolmentLink(): Promise<string | null>;
  rotateIntakeKey(): Promise<void>;
  /** Rotates what is due and deletes what is over: keys of past periods, sessions, challenges. Call it every few minutes. */
  tidy(): Promise<void>;
  /** Closes the database. Stop serving first. */
  close(): Promise<void>;
}

type ModerationHandlers = Handlers<typeof moderationRoutes, { reviewer: ReviewerCaller }>;

/** A moderation over its database. It verifies in memory, seals to the review team, and forgets. */
export async function createModeration(deps: ModerationDeps): Promise<Moderation> {
  for (const { identityKey } of deps.relays) ed25519Key(identityKey);
  const store = await openStore(deps.database);
  try {
    const stampKeys = await createStampKeys(deps, store.stampKeys);
    const service = { deps, store, stampKeys, intakeKeys: createIntakeKeys(deps, store.intakeKeys) };
    await forgetWaiting(service);
    return {
      app: serve(service),
      enrolmentLink: () => newEnrolmentLink(deps, store.reviewers),
      rotateIntakeKey: () => service.intakeKeys.rotate(),
      tidy: () => tidy(service),
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function serve(service: Intake): Hono {
  const { deps, store } = service;
  const handlers: ModerationHandlers = {
    ...publicHandlers(service),
    ...enrolmentHandlers(service),
    ...reviewHandlers(service),
  };
  return serveRoutes<typeof moderationRoutes, { reviewer: ReviewerCaller }>(moderationRoutes, handlers, {
    authenticate: { reviewer: (token) => findSession(deps, store.reviewers, token) },
    origins: deps.origins,
    // The error itself stays unlogged: a driver's message may hold what a statement was given.
    onFault: () => deps.log("fault", {}),
  });
}

function publicHandlers(service: Intake) {
  const { deps, intakeKeys, stampKeys, store } = service;
  const submit = reportIntake(service);
  const check = stampChecks(deps, stampKeys);
  const issue = senderTokens(deps, stampKeys);
  return {
    info: async () => ({
      moderation: deps.name,
      identityKey: identityKeyOf(deps.identity),
      intakeKey: await intakeKeys.current(),
      suites: deps.schemes.map(({ id }) => id),
      version: protocolVersion,
    }),
    submitReport: async ({ body }) => ({ answer: await submit(body) }),
    reportAbuse: mimiIntake(service, submit),
    outcome: ({ body }) => outcomeFor(deps, store, body),
    checkStamps: async ({ body }) => ({ good: await check(body.checks) }),
    issueTokens: async ({ body }) => ({ tokens: await issue(body) }),
    agreeStampKey: ({ body }) => stampKeys.agree(body),
  } satisfies Partial<ModerationHandlers>;
}

function enrolmentHandlers({ deps, store: { reviewers } }: Intake) {
  const passkeys = createPasskeys(deps, reviewers);
  async function checkLink(link: string): Promise<void> {
    if (!(await reviewers.hasLink(linkHash(link)))) throw new ProblemError("enrolment-used");
  }
  return {
    enrolOptions: async ({ body }) => {
      await checkLink(body.link);
      return { options: await passkeys.creationOptions(body.name) };
    },
    enrol: async ({ body }) => {
      await checkLink(body.link);
      const credential = await passkeys.register(body.name, body.response);
      if (!(await reviewers.enrol(linkHash(body.link), credential))) throw new ProblemError("enrolment-used");
      deps.log("reviewer-enrolled", {});
      return openSession(deps, reviewers, credential);
    },
    signInOptions: async () => ({ options: await passkeys.requestOptions() }),
    signIn: async ({ body }) => openSession(deps, reviewers, await passkeys.authenticate(body.response)),
  } satisfies Partial<ModerationHandlers>;
}

function reviewHandlers(service: Intake) {
  const { deps, store } = service;
  const desk = (caller: ReviewerCaller) => ({ deps, store, caller });
  return {
    team: async () => ({ publicKey: await store.team.key() }),
    setTeamKey: async ({ body }) => {
      await setTeamKey(deps, store, body.publicKey);
      return { sealedItems: await forgetWaiting(service) };
    },
    queue: ({ caller, query }) => readQueue(desk(caller), query),
    readCase: ({ caller, params }) => readCase(desk(caller), params.reportNumber),
    claim: ({ caller, params }) => claimCase(desk(caller), params.reportNumber),
    openEvidence: ({ caller, params }) => openEvidence(desk(caller), params.reportNumber),
    decide: ({ body, caller, params }) => decideCase(desk(caller), params.reportNumber, body),
  } satisfies Partial<ModerationHandlers>;
}

/** Seals what waited for the team's key, and deletes the keys that its envelopes opened with. */
async function forgetWaiting({ deps, intakeKeys, store }: Intake): Promise<number> {
  const sealedItems = await sealWaiting(deps, store);
  await intakeKeys.tidy();
  await store.erase();
  return sealedItems;
}

async function tidy(service: Intake): Promise<void> {
  const { deps, stampKeys, store } = service;
  await stampKeys.tidy();
  await store.reviewers.deleteOver(deps.clock());
  await forgetWaiting(service);
  deps.log("tidied", {});
}
