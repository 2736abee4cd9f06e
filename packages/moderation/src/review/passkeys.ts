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
import type { ModerationDeps } from "../deps.ts";
import type { Credential, ReviewerStore } from "../store/store.ts";

const challengeMs = 300_000;
type Purpose = "enrol" | "sign-in";
type Json = Record<string, unknown>;

/** Passkeys by WebAuthn: resident, and each use verifies the user. Every challenge answers once, for five minutes. */
export interface Passkeys {
  creationOptions(name: string): Promise<Json>;
  requestOptions(): Promise<Json>;
  /** Throws `ProblemError("passkey-refused")` for whatever is wrong with the answer. */
  register(name: string, response: Json): Promise<Credential>;
  /** Throws `ProblemError("passkey-refused")` for a passkey that nobody enrolled, and for whatever is wrong. */
  authenticate(response: Json): Promise<Credential>;
}

export function createPasskeys(deps: ModerationDeps, store: ReviewerStore): Passkeys {
  const rpID = new URL(deps.consoleOrigin).hostname;
  const isOurs = (purpose: Purpose) => (challenge: string) =>
    store.useChallenge(challenge, purpose, deps.clock());
  const expected = {
    expectedOrigin: deps.consoleOrigin,
    expectedRPID: rpID,
    requireUserVerification: true,
  };

  async function offered(options: { readonly challenge: string }, purpose: Purpose): Promise<Json> {
    await store.addChallenge(options.challenge, purpose, deps.clock() + challengeMs);
    return { ...options };
  }

  return {
    creationOptions: async (name) => offered(await creation(rpID, name), "enrol"),
    requestOptions: async () => offered(await request(rpID), "sign-in"),
    async register(name, response) {
      const registration = { ...expected, response: asRegistration(response) };
      const { registrationInfo, verified } = await refusing(() =>
        verifyRegistrationResponse({ ...registration, expectedChallenge: isOurs("enrol") }),
      );
      if (!verified) throw new ProblemError("passkey-refused");
      const { counter, id, publicKey } = registrationInfo.credential;
      return { reviewer: hex(deps.rng(8)), name, credentialId: id, publicKey, counter };
    },
    async authenticate(response) {
      const found = typeof response.id === "string" ? await store.byCredential(response.id) : null;
      if (found === null) throw new ProblemError("passkey-refused");
      const { counter, credentialId, publicKey } = found;
      const credential = { id: credentialId, publicKey: Uint8Array.from(publicKey), counter };
      const authentication = { ...expected, response: asAuthentication(response), credential };
      const { authenticationInfo, verified } = await refusing(() =>
        verifyAuthenticationResponse({ ...authentication, expectedChallenge: isOurs("sign-in") }),
      );
      if (!verified) throw new ProblemError("passkey-refused");
      await store.setCounter(found.reviewer, authenticationInfo.newCounter);
      return found;
    },
  };
}

/** WebAuthn level 3 §10.1.4, which the library's types lack. The console wraps the team's key under what it derives. */
const withPrf: Json = { prf: {} };

function creation(rpID: string, name: string) {
  return generateRegistrationOptions({
    rpName: "OpenFranking console",
    rpID,
    userName: name,
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    extensions: withPrf,
  });
}

function request(rpID: string) {
  return generateAuthenticationOptions({ rpID, userVerification: "required", extensions: withPrf });
}

// The library reads what a browser sent, and refuses what has not its form.
function asRegistration(response: Json): RegistrationResponseJSON {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return response as unknown as RegistrationResponseJSON;
}

function asAuthentication(response: Json): AuthenticationResponseJSON {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return response as unknown as AuthenticationResponseJSON;
}

/** The library throws for whatever is wrong with an answer; its messages may quote it. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ProblemError("passkey-refused", { cause });
  }
}
