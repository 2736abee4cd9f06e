import { byteString, type KeyRecord, reporterBinding, type Tokens } from "@openfranking/franking";
import { limits, ProblemError } from "@openfranking/protocol";
import * as z from "zod/mini";
import type { Core } from "./core.ts";
import { keys } from "./records.ts";
import { moderationApi } from "./reports.ts";

const stockSchema = z.array(byteString(1, 4096));

/**
 * A single-use token of the moderation's, gone from the stock before it is used: what is spent twice links two messages. The
 * stock is filled where nothing in it can be spent any more.
 */
export async function takeToken(core: Core, tokens: Tokens, record: KeyRecord): Promise<Uint8Array> {
  const name = keys.tokens(record.alg);
  const now = core.clock();
  const isGood = (token: Uint8Array): boolean => tokens.isSpendable(token, record, now);
  const kept = ((await core.store.get(stockSchema, name)) ?? []).filter(isGood);
  const [token, ...rest] = kept.length > 0 ? kept : (await issued(core, record.alg)).filter(isGood);
  if (token === undefined) throw new ProblemError("unavailable");
  await core.store.write({ [name]: rest });
  return token;
}

async function issued(core: Core, alg: string): Promise<Uint8Array[]> {
  const secret = core.rng(32);
  const { assertion } = await core.api.assert({ body: { binding: reporterBinding(secret) } });
  const body = { assertion, secret, alg, count: limits.tokens };
  return (await moderationApi(core).issueTokens({ body })).tokens;
}
