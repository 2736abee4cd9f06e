import { equalBytes } from "@openfranking/franking";
import { openItem, sealItems, type TeamKeyPair } from "@openfranking/protocol";
import { ReviewError } from "./open-item.ts";
import { fromRecoveryCode } from "./recovery-code.ts";

/**
 * The team's keys from a recovery code, tried against the public key that the service seals to. Throws
 * `ReviewError("recovery-code")` for a code that is mistyped, and `"wrong-team-key"` for one of another team.
 */
export async function restoreTeam(code: string, publicKey: Uint8Array): Promise<TeamKeyPair> {
  const team = { secretKey: fromRecoveryCode(code), publicKey };
  const probe = Uint8Array.of(1);
  const [sealed] = await sealItems([{ id: "probe", plaintext: probe }], publicKey);
  const opened = sealed === undefined ? null : await openItem("probe", sealed, team);
  if (opened === null || !equalBytes(opened, probe)) throw new ReviewError("wrong-team-key");
  return team;
}
