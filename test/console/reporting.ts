import {
  assertReporter,
  type FrankingScheme,
  type PeriodKey,
  parseRecord,
  reporterBinding,
  type Secret,
} from "@openfranking/franking";
import {
  type ApiClient,
  apiClient,
  type Category,
  encodeAs,
  moderationRoutes,
  reportSchema,
  sealReport,
  signOffer,
} from "@openfranking/protocol";

const rng = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));
const hourMs = 3_600_000;

type Moderation = ApiClient<typeof moderationRoutes>;

export function moderationAt(baseUrl: string): Moderation {
  const token = () => Promise.reject(new Error("unreachable: neither relay nor reporter is a reviewer"));
  return apiClient(moderationRoutes, { baseUrl, fetch, token, timeoutMs: 10_000 });
}

/** Plays the relay: agrees with the moderation on a period of stamps that holds now. */
export async function agreedKey(
  moderation: Moderation,
  scheme: FrankingScheme,
  relay: string,
  identity: Secret,
): Promise<PeriodKey> {
  const { publicKey, secretKey } = scheme.periodKeys.generate("relay", rng);
  const offer = {
    relay,
    moderation: (await moderation.info({})).moderation,
    alg: scheme.periodKeys.alg,
    relayPk: publicKey,
    notBefore: Date.now() - 300_000,
    notAfter: Date.now() + 2 * hourMs,
    verifyUntil: Date.now() + 48 * hourMs,
  };
  const { record } = await moderation.agreeStampKey({ body: signOffer(offer, identity) });
  return scheme.periodKeys.derive(parseRecord(record), "relay", secretKey);
}

export interface TestReport {
  readonly items: readonly { readonly suite: string; readonly item: Uint8Array }[];
  readonly category: Category;
  readonly note?: string;
  readonly account: string;
}

/** Plays the reporter: seals a named report to the moderation's intake key, and sends it. */
export async function sendReport(moderation: Moderation, key: PeriodKey, report: TestReport): Promise<void> {
  const { items, category, note, account } = report;
  const secret = rng(32);
  const assertion = assertReporter(account, reporterBinding(secret), Date.now() + hourMs, key);
  const encoded = encodeAs(reportSchema, {
    v: 1,
    reportId: rng(16),
    salt: rng(32),
    category,
    ...(note !== undefined && { note }),
    reporter: { kind: "named", assertion, secret },
    items: [...items],
    language: "en",
  });
  const { sealed } = await sealReport(encoded, (await moderation.info({})).intakeKey);
  await moderation.submitReport({ body: sealed });
}
