import { mac, reveal } from "@openfranking/franking";
import { answerSchema, encodeAs, type ResponseKey, sealAnswer, signReceipt } from "@openfranking/protocol";
import type { ModerationDeps } from "../deps.ts";
import type { KeptReport } from "../store/store.ts";

/**
 * The answer to a report, under the key that its reporter alone has. The same for the same report, each time: that key
 * must not seal two answers. Nothing signed says how a report came out.
 */
export function answerTo(
  deps: ModerationDeps,
  report: KeptReport,
  responseKey: ResponseKey,
): Promise<Uint8Array> {
  const { digest, receivedAt, reportNumber, verdicts } = report;
  const receipt = signReceipt({ moderation: deps.name, reportNumber, digest, receivedAt }, deps.identity);
  const answer = { receiptSecret: receiptSecretOf(deps, report), receipt, verdicts: [...verdicts] };
  return sealAnswer(encodeAs(answerSchema, answer), responseKey);
}

/** Derived and never stored: who has the database, and not the identity, asks for no outcome. */
export function receiptSecretOf(
  { identity }: Pick<ModerationDeps, "identity">,
  { digest, reportId }: Pick<KeptReport, "digest" | "reportId">,
): Uint8Array {
  const key = mac(reveal(identity), "openfranking moderation-receipt-key v1");
  return mac(key, "openfranking moderation-receipt-secret v1", reportId, digest);
}
