import { hex } from "@openfranking/franking";
import { ProblemError } from "@openfranking/protocol";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Kysely } from "kysely";
import type { ModerationDeps } from "../deps.ts";
import type { ReviewerRow, Schema } from "../store/schema.ts";

const challengeMs = 300_000;
type Purpose = "enrol" | "sign-in";
type Options = Record<string, unknown>;

/** WebAuthn level 2, by a library: a passkey is resident, and its user was verified. */
export interface Passkeys {
  readonly deps: ModerationDeps;
  readonly db: Kysely<Schema>;
  readonly rpID: string;
}

export function passkeysOf(deps: ModerationDeps, db: Kysely<Schema>): Passkeys {
  return { deps, db, rpID: new URL(deps.consoleOrigin).hostname };
}

export async function creationOptions(at: Passkeys, name: string): Promise<Options> {
  const options = await generateRegistrationOptions({
    rpName: "OpenFranking console",
    rpID: at.rpID,
    userName: name,
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    // The console wraps the team's key under what the passkey derives.
    extensions: withPrf,
  });
  await remember(at, options.challenge, "enrol");
  return { ...options };
}

export async function requestOptions(at: Passkeys): Promise<Options> {
  const { rpID } = at;
  const options = await generateAuthenticationOptions({
    rpID,
    userVerification: "required",
    extensions: withPrf,
  });
  await remember(at, options.challenge, "sign-in");
  return { ...options };
}

/** Throws `ProblemError("passkey-refused")` for whatever is wrong with the answer. */
export async function register(at: Passkeys, name: string, response: Options): Promise<ReviewerRow> {
  const registered = await refusing(() =>
    verifyRegistrationResponse({
      ...expectedOf(at),
      // The library checks the form of what a browser sent.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: (challenge) => isOurs(at, challenge, "enrol"),
    }),
  );
  if (!registered.verified) throw new ProblemError("passkey-refused");
  const { counter, id, publicKey } = registered.registrationInfo.credential;
  return { reviewer: hex(at.deps.rng(8)), name, credential_id: id, public_key: publicKey, counter };
}

/** Throws `ProblemError("passkey-refused")` for a passkey that nobody enrolled, and for whatever is wrong with the answer. */
export async function authenticate(at: Passkeys, response: Options): Promise<ReviewerRow> {
  const id = typeof response.id === "string" ? response.id : "";
  const row = await at.db
    .selectFrom("reviewer")
    .selectAll()
    .where("credential_id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new ProblemError("passkey-refused");
  const verified = await refusing(() =>
    verifyAuthenticationResponse({
      ...expectedOf(at),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => isOurs(at, challenge, "sign-in"),
      credential: { id, publicKey: Uint8Array.from(row.public_key), counter: row.counter },
    }),
  );
  if (!verified.verified) throw new ProblemError("passkey-refused");
  const { newCounter } = verified.authenticationInfo;
  await at.db
    .updateTable("reviewer")
    .set({ counter: newCounter })
    .where("reviewer", "=", row.reviewer)
    .execute();
  return row;
}

function expectedOf({ deps, rpID }: Passkeys) {
  return { expectedOrigin: deps.consoleOrigin, expectedRPID: rpID, requireUserVerification: true };
}

async function remember({ db, deps }: Passkeys, challenge: string, purpose: Purpose): Promise<void> {
  await db
    .insertInto("challenge")
    .values({ challenge, purpose, expires_at: deps.clock() + challengeMs })
    .execute();
}

/** Each challenge answers once. */
async function isOurs({ db, deps }: Passkeys, challenge: string, purpose: Purpose): Promise<boolean> {
  const used = await db
    .deleteFrom("challenge")
    .where("challenge", "=", challenge)
    .where("purpose", "=", purpose)
    .where("expires_at", ">=", deps.clock())
    .executeTakeFirst();
  return used.numDeletedRows === 1n;
}

/** WebAuthn level 3 §10.1.4; the library's types do not have it yet. */
const withPrf: Record<string, unknown> = { prf: {} };

/** The library throws for whatever is wrong with an answer; its messages may quote it. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ProblemError("passkey-refused", { cause });
  }
}
