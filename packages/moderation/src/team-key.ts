import { ProblemError, sealItems } from "@openfranking/protocol";
import type { ModerationDeps } from "./deps.ts";
import { newIntakeKey } from "./keys/intake-keys.ts";
import type { ModerationStore } from "./store/store.ts";

/** Sets the review team's X-Wing public key, once. Its private half is in reviewers' browsers and was never here. */
export async function setTeamKey(
  deps: ModerationDeps,
  store: ModerationStore,
  publicKey: Uint8Array,
): Promise<void> {
  await checkUsable(publicKey);
  const isSet = await store.team.setKey(publicKey, await newIntakeKey(deps));
  if (!isSet) throw new ProblemError("team-key-exists");
  deps.log("intake-key-made", {});
}

/** A key that nothing can be sealed to would stop intake for good, because it cannot be set again. */
async function checkUsable(publicKey: Uint8Array): Promise<void> {
  try {
    await sealItems([{ id: "trial", plaintext: new Uint8Array(1) }], publicKey);
  } catch (cause) {
    throw new ProblemError("malformed", { cause });
  }
}
