import { decode, encode, equalBytes, utf8 } from "@openfranking/franking";
import {
  answerSchema,
  apiClient,
  decodeAs,
  moderationRoutes,
  openAnswer,
  sealReport,
} from "@openfranking/protocol";

/** A report in which one text was replaced by another of the same length, everywhere. */
export function alteredReport(encoded: Uint8Array, from: string, to: string): Uint8Array {
  const [before, after] = [utf8(from), utf8(to)];
  const out = Uint8Array.from(encoded);
  if (before.length !== after.length) throw new Error("unreachable: the texts have one length");
  for (let at = 0; at + before.length <= out.length; at++) {
    if (equalBytes(out.subarray(at, at + before.length), before)) out.set(after, at);
  }
  return freshlyNumbered(out);
}

/** A report with some of its parts replaced. */
export function withParts(encoded: Uint8Array, parts: Readonly<Record<string, unknown>>): Uint8Array {
  const report = decode(encoded);
  if (typeof report !== "object" || report === null) throw new Error("unreachable: a report is a map");
  return encode({ ...report, ...parts });
}

export function partOf(encoded: Uint8Array, name: string): unknown {
  const report = decode(encoded);
  const found = Object.entries(report ?? {}).find(([key]) => key === name);
  return found?.[1];
}

function freshlyNumbered(encoded: Uint8Array): Uint8Array {
  return withParts(encoded, { reportId: crypto.getRandomValues(new Uint8Array(16)) });
}

/** Sends any bytes as a report, as anybody can, and returns the verdict on the first item in words. */
export async function submitEncoded(moderationUrl: string, encoded: Uint8Array): Promise<string> {
  const api = apiClient(moderationRoutes, {
    baseUrl: moderationUrl,
    fetch,
    timeoutMs: 10_000,
    token: async () => "",
  });
  const { intakeKey } = await api.info({});
  const { responseKey, sealed } = await sealReport(encoded, intakeKey);
  const opened = await openAnswer((await api.submitReport({ body: sealed })).answer, responseKey);
  if (opened === null) throw new Error("the answer does not open");
  const [verdict] = decodeAs(answerSchema, opened).verdicts;
  if (verdict === undefined) throw new Error("unreachable: a verdict for each item");
  return verdict.verdict === "failed" ? `failed: ${verdict.check}` : verdict.verdict;
}
