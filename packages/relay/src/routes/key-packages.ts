import { hex } from "@openfranking/franking";
import { limits, ProblemError } from "@openfranking/protocol";
import type { RelayHandlers, Service } from "./service.ts";

/** A device that publishes more than this is left with its newest ones. */
const keptPackages = 2 * limits.keyPackages;

type Names = "publishKeyPackages" | "claimKeyPackages";

export function keyPackageHandlers({ deps, store }: Service): Pick<RelayHandlers, Names> {
  return {
    async publishKeyPackages({ body, caller }) {
      const keyPackages = body.keyPackages.map((bytes) => ({ id: hex(deps.rng(16)), bytes }));
      const left = await store.keyPackages.add(caller.device, keyPackages, keptPackages, deps.clock());
      return { left };
    },
    async claimKeyPackages({ params: { account } }) {
      if ((await store.accounts.byAccount(account)) === null) throw new ProblemError("not-found");
      const keyPackages = await store.keyPackages.claim(account);
      if (keyPackages.length === 0) throw new ProblemError("no-key-package");
      return { keyPackages };
    },
  };
}
