// biome-ignore-all lint: temporary
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import {
  encode,
  FrankingError,
  hex,
  identityKeyOf,
  keyIdOf,
  merkleV1,
  type PeriodKey,
  parseRecord,
  signRecord,
} from "@openfranking/franking";
import {
  answerSchema,
  decodeAs,
  encodeAs,
  generateIntakePair,
  moderationRoutes,
  openReport,
  ProblemError,
  reportDigest,
  reportSchema,
  sealAnswer,
  signIntakeKey,
  signReceipt,
} from "@openfranking/protocol";
import { serveRoutes } from "@openfranking/protocol/server";

export async function createModeration(deps: any) {
  const keys = new Map<string, PeriodKey>();
  const pair = await generateIntakePair();
  const intakeKey = signIntakeKey(
    {
      moderation: deps.name,
      intakeKeyId: deps.rng(16),
      publicKey: pair.publicKey,
      notAfter: Date.now() + 1e8,
    },
    deps.identity,
  );
  const reports: any[] = [];
  const { info, agreeStampKey, submitReport, outcome, checkStamps } = moderationRoutes;
  const app = serveRoutes(
    { info, agreeStampKey, submitReport, outcome, checkStamps } as any,
    {
      info: async () => ({
        moderation: deps.name,
        identityKey: identityKeyOf(deps.identity),
        intakeKey,
        suites: [merkleV1.id],
        version: 1,
      }),
      agreeStampKey: async ({ body }: any) => {
        const { publicKey: pk, secretKey } = merkleV1.periodKeys.generate("moderation", deps.rng);
        const record = encode({ v: 1, ...body.offer, moderationPk: pk });
        const parsed = parseRecord(record);
        keys.set(hex(keyIdOf(parsed)), merkleV1.periodKeys.derive(parsed, "moderation", secretKey));
        return { record, signature: signRecord(parsed, deps.identity) };
      },
      submitReport: async ({ body }: any) => {
        const opened: any = await openReport(body, intakeKey, pair.secretKey);
        if (!opened) throw new ProblemError("not-sealed");
        const report: any = decodeAs(reportSchema, opened.encoded);
        const verdicts = report.items.map(({ item }: any) => {
          try {
            const reporter =
              report.reporter.kind === "named"
                ? {
                    kind: "named",
                    relay: report.reporter.assertion.relay,
                    account: report.reporter.assertion.account,
                  }
                : { kind: "anonymous" };
            const { verdict } = merkleV1.judge(item, {
              moderation: deps.name,
              keys: (k: Uint8Array) => keys.get(hex(k)) ?? null,
              reporter: reporter as any,
              now: Date.now(),
            });
            return { verdict };
          } catch (e) {
            if (e instanceof FrankingError) return { verdict: "failed", check: e.code };
            throw e;
          }
        });
        const reportNumber = `R-${2040 + reports.length}`;
        reports.push({ reportNumber });
        const receipt = signReceipt(
          { moderation: deps.name, reportNumber, digest: reportDigest(report), receivedAt: Date.now() },
          deps.identity,
        );
        const answer = encodeAs(answerSchema, { receiptSecret: deps.rng(32), receipt, verdicts });
        return { answer: await sealAnswer(answer, opened.responseKey) };
      },
      outcome: async () => ({ state: "received", outcome: null, decidedAt: null }),
      checkStamps: async ({ body }: any) => ({
        good: body.checks.map((c: any) => {
          const key = keys.get(hex(c.keyId));
          return key ? merkleV1.blindCheck!.answer(c.query, key) : false;
        }),
      }),
    } as any,
    { authenticate: {}, origins: deps.origins, onFault: (e: unknown) => console.error(e) } as any,
  );
  return { app, close: async () => undefined };
}

export async function serveModeration(m: any, { hostname, port }: any) {
  const server = createServer(getRequestListener(m.app.fetch));
  await new Promise<void>((r) => server.listen(port, hostname, r));
  return {
    url: `http://${hostname}:${(server.address() as any).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
