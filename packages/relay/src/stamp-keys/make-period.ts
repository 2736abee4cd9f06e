import {
  checkRecord,
  ed25519Key,
  encode,
  equalBytes,
  FrankingError,
  identityKeyOf,
  longestPeriodMs,
  type PeriodKey,
  type PeriodKeys,
  parseRecord,
  reveal,
  signRecord,
} from "@openfranking/franking";
import { apiClient, type KeyOffer, moderationRoutes, ProblemError, signOffer } from "@openfranking/protocol";
import type { RelayDeps } from "../deps.ts";
import type { Period } from "../store/store.ts";

/** How long reports are judged after the last stamp of a period. */
const judgedForMs = 90 * 86_400_000;
/** A sender waits for this where no key is usable. */
const moderationTimeoutMs = 5000;

export interface MadePeriod {
  readonly key: PeriodKey;
  /** Not durable yet. */
  readonly period: Period;
}

/**
 * Agrees with the moderation on a new period, from now on. What it answers is believed only if it is our offer with one
 * public key added, signed by the key that is pinned.
 *
 * @throws `ProblemError("unavailable")` where it cannot be reached or answers anything else
 */
export async function makePeriod(periodKeys: PeriodKeys, deps: RelayDeps): Promise<MadePeriod> {
  const { secretKey, publicKey } = periodKeys.generate("relay", deps.rng);
  const offer = offerOf(periodKeys.alg, publicKey, deps);
  const answer = await ask(offer, deps);
  try {
    const { record, signatures } = countersign(offer, answer, deps);
    const key = periodKeys.derive(parseRecord(record), "relay", secretKey);
    const { notBefore, notAfter, verifyUntil } = offer;
    const period: Period = {
      keyId: key.keyId,
      alg: periodKeys.alg,
      published: { record, signatures },
      // Kept until the period is over: the process may end before.
      secret: reveal(secretKey),
      notBefore,
      notAfter,
      verifyUntil,
    };
    return { key, period };
  } catch (cause) {
    if (!(cause instanceof FrankingError)) throw cause;
    throw new ProblemError("unavailable", { cause });
  }
}

function offerOf(alg: string, relayPk: Uint8Array, deps: RelayDeps): KeyOffer {
  const notBefore = deps.clock();
  const notAfter = notBefore + longestPeriodMs;
  const verifyUntil = notAfter + judgedForMs;
  return {
    relay: deps.name,
    moderation: deps.moderation.name,
    alg,
    relayPk,
    notBefore,
    notAfter,
    verifyUntil,
  };
}

interface ModerationAnswer {
  readonly record: Uint8Array;
  readonly signature: Uint8Array;
}

async function ask(offer: KeyOffer, { fetch, identity, moderation }: RelayDeps): Promise<ModerationAnswer> {
  const client = apiClient(moderationRoutes, {
    baseUrl: moderation.url,
    fetch,
    token: async () => "",
    timeoutMs: moderationTimeoutMs,
  });
  try {
    return await client.agreeStampKey({ body: signOffer(offer, identity) });
  } catch (cause) {
    // Whatever the moderation says, to our caller it is this service that cannot do it now.
    throw new ProblemError("unavailable", { cause });
  }
}

function countersign(
  offer: KeyOffer,
  { record: encoded, signature }: ModerationAnswer,
  { identity, moderation }: RelayDeps,
): Period["published"] {
  const answered = parseRecord(encoded);
  const expected = encode({ v: 1, ...offer, moderationPk: answered.moderationPk });
  if (!equalBytes(expected, encoded)) throw new FrankingError("key");
  const signatures = { relay: signRecord(answered, identity), moderation: signature };
  checkRecord(encoded, signatures, {
    relay: offer.relay,
    relayKey: identityKeyOf(identity),
    moderation: offer.moderation,
    moderationKey: ed25519Key(moderation.identityKey),
  });
  return { record: encoded, signatures };
}
