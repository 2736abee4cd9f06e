import type { ItemVerdict } from "@openfranking/protocol";
import type { ItemRow } from "./schema.ts";

type VerdictColumns = Pick<ItemRow, "verdict" | "failed_check">;

export function columnsOfVerdict(verdict: ItemVerdict): VerdictColumns {
  const failed_check = verdict.verdict === "failed" ? verdict.check : null;
  return { verdict: verdict.verdict, failed_check };
}

export function verdictOf({ failed_check, verdict }: VerdictColumns): ItemVerdict {
  if (verdict !== "failed") return { verdict };
  if (failed_check === null) throw new Error("unreachable: what failed has its check");
  return { verdict, check: failed_check };
}
