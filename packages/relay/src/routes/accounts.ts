import { certifiedDevice, isAccountKeyCertified, ProblemError } from "@openfranking/protocol";
import { newToken, tokenHash } from "../token.ts";
import { isRegistrationSigned, isSessionSigned, newNonce, nonceExpiry } from "./proofs.ts";
import type { RelayHandlers, Service } from "./service.ts";

const sessionMs = 3_600_000;

type Names =
  | "register"
  | "challenge"
  | "openSession"
  | "lookUp"
  | "nameOf"
  | "publishAccountKey"
  | "accountKey";

/** Who is who: names, accounts, devices and their sessions. */
export function accountHandlers({ deps, store }: Service): Pick<RelayHandlers, Names> {
  return {
    async register({ body: { credential, name, proof } }) {
      if (certifiedDevice(credential) === null) throw new ProblemError("not-certified");
      if (!isRegistrationSigned(name, credential, proof, deps.name)) throw new ProblemError("wrong-proof");
      const { account, accountPk, devicePk } = credential;
      const taken = await store.accounts.register({ account, accountPk, name }, devicePk, deps.clock());
      if (taken !== null) throw new ProblemError(taken);
      return { account };
    },
    challenge: async ({ body: { devicePk } }) => ({ nonce: newNonce(devicePk, deps) }),
    async openSession({ body: { devicePk, nonce, signature } }) {
      const nonceExpiresAt = nonceExpiry(nonce, devicePk, deps);
      const isProven = nonceExpiresAt !== null && isSessionSigned(devicePk, nonce, signature, deps.name);
      const caller = isProven ? await store.accounts.device(devicePk) : null;
      // One code for all of it: whether a key is registered here is nobody's business.
      if (!isProven || caller === null) throw new ProblemError("wrong-proof");
      const token = newToken(deps.rng);
      const session = { hash: tokenHash("session", token), caller, expiresAt: deps.clock() + sessionMs };
      const isOpen = await store.sessions.open(session, { value: nonce, expiresAt: nonceExpiresAt });
      if (!isOpen) throw new ProblemError("wrong-proof");
      return { token, expiresAt: session.expiresAt };
    },
    lookUp: async ({ params: { name } }) => found(await store.accounts.byName(name)),
    async publishAccountKey({ body, caller }) {
      if (body.account !== caller.account || !isAccountKeyCertified(body))
        throw new ProblemError("not-certified");
      await store.accounts.setKey(body);
      return {};
    },
    accountKey: async ({ params: { account, alg } }) => found(await store.accounts.key(account, alg)),
    nameOf: async ({ params: { account } }) => found(await store.accounts.byAccount(account)),
  };
}

function found<T>(looked: T | null): T {
  if (looked === null) throw new ProblemError("not-found");
  return looked;
}
