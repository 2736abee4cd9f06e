import { ristretto255 } from "#primitives";
import type { Rng } from "../../bytes.ts";
import { publicKeyOf, randomScalar } from "./keys.ts";
import { type Keys, signed, times } from "./signature.ts";

// The simulators of the paper's Fig. 5. That they exist is what lets a sender deny: whoever is shown a signature must ask
// who showed it. No client calls them.

/**
 * Forge, by anyone at all: a signature of 352 bytes in the name of pkS that neither Verify nor Judge accepts, and that nobody
 * without a secret key can tell from a true one.
 */
export function forge(keys: Keys, message: Uint8Array, rng: Rng): Uint8Array {
  const [alpha, beta, gamma, delta] = [
    randomScalar(rng),
    randomScalar(rng),
    randomScalar(rng),
    randomScalar(rng),
  ];
  const made = {
    J: publicKeyOf(gamma),
    R: publicKeyOf(delta),
    EJ: publicKeyOf(alpha),
    ER: publicKeyOf(beta),
  };
  const witness = { who: right(gamma), whom: right(delta) };
  return signed({ ...keys, ...made }, message, witness, rng);
}

/**
 * RForge, by the recipient: one that Verify accepts and Judge does not. Whoever has taken her key cannot prove with it what
 * she was sent.
 */
export function rForge(
  { pkJ, pkS }: Omit<Keys, "pkR">,
  skR: bigint,
  message: Uint8Array,
  rng: Rng,
): Uint8Array {
  const [alpha, beta, gamma] = [randomScalar(rng), randomScalar(rng), randomScalar(rng)];
  const pkR = publicKeyOf(skR);
  const R = times(pkR, beta);
  const made = { J: publicKeyOf(gamma), R, EJ: publicKeyOf(alpha), ER: publicKeyOf(beta) };
  const witness = { who: right(gamma), whom: right(ristretto255.plusProduct(0n, beta, skR)) };
  return signed({ pkS, pkR, pkJ, ...made }, message, witness, rng);
}

/** JForge, by the moderation: one that Verify and Judge both accept. So a moderation's evidence convinces nobody else. */
export function jForge(
  { pkR, pkS }: Omit<Keys, "pkJ">,
  skJ: bigint,
  message: Uint8Array,
  rng: Rng,
): Uint8Array {
  const [alpha, beta] = [randomScalar(rng), randomScalar(rng)];
  const pkJ = publicKeyOf(skJ);
  const made = { J: times(pkJ, alpha), R: times(pkR, beta), EJ: publicKeyOf(alpha), ER: publicKeyOf(beta) };
  const witness = {
    who: right(ristretto255.plusProduct(0n, alpha, skJ)),
    whom: { side: "left", secret: alpha } as const,
  };
  return signed({ pkS, pkR, pkJ, ...made }, message, witness, rng);
}

function right(secret: bigint) {
  return { side: "right", secret } as const;
}
