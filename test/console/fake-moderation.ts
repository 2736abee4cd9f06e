// biome-ignore-all lint: temporary
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import {
  encode,
  FrankingError,
  identityKeyOf,
  merkleV1,
  type PeriodKey,
  parseRecord,
  signRecord,
} from "@openfranking/franking";
import {
  type CaseItem,
  decodeAs,
  encodeAs,
  generateIntakePair,
  itemEvidenceSchema,
  moderationRoutes,
  openReport,
  ProblemError,
  reportSchema,
  sealItems,
  signIntakeKey,
} from "@openfranking/protocol";
import { serveRoutes } from "@openfranking/protocol/server";
import { listen } from "./static-server.ts";

export async function createModeration(deps: any) {
  const scheme = merkleV1;
  let key: PeriodKey;
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
  type Case = any;
  const cases = new Map<string, Case>();
  let publicKey: Uint8Array | null = null;
  let count = 2040;
  const names = new Map<string, string>();
  const sessions = new Map<string, string>();
  const sealCase = async (c: Case) => {
    if (publicKey === null) return;
    const plain = c.items.map((it: Uint8Array, i: number) => ({
      id: `${c.n}-${i}`,
      plaintext: encodeAs(itemEvidenceSchema, {
        suite: scheme.id,
        item: it,
        note: c.note,
        reporter: { relay: "relay.example", account: c.account },
      }),
    }));
    c.sealed = (await sealItems(plain, publicKey)).map(
      (sealed, i) =>
        ({ itemId: `${c.n}-${i}`, suite: scheme.id, verdict: c.verdicts[i], sealed }) as CaseItem,
    );
  };
  const summary = (c: Case, me: string) => ({
    reportNumber: c.n,
    state: c.state,
    category: c.category,
    receivedAt: c.receivedAt,
    verdicts: c.verdicts,
    reporters: c.reporters ?? 1,
    claimedByMe: c.by === me,
    sealedToTeam: c.sealed !== null,
  });
  const get = (n: string) => {
    const c = cases.get(n);
    if (!c) throw new ProblemError("not-found");
    return c;
  };
  const b64 = (n: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(n))).toString("base64url");
  const begin = (reviewer: string) => {
    const token = b64(24);
    sessions.set(token, reviewer);
    return { token, expiresAt: Date.now() + 1e6, reviewer };
  };
  const app = serveRoutes(
    Object.fromEntries(
      Object.entries(moderationRoutes).filter(([k]) => !["outcome", "checkStamps"].includes(k)),
    ) as any,
    {
      info: async () => ({
        moderation: deps.name,
        identityKey: identityKeyOf(deps.identity),
        intakeKey,
        suites: [],
        version: 1,
      }),
      agreeStampKey: async ({ body }: any) => {
        const { publicKey: pk, secretKey } = scheme.periodKeys.generate("moderation", deps.rng);
        const record = encode({ v: 1, ...body.offer, moderationPk: pk });
        key = scheme.periodKeys.derive(parseRecord(record), "moderation", secretKey);
        return { record, signature: signRecord(parseRecord(record), deps.identity) };
      },
      submitReport: async ({ body }: any) => {
        const opened = await openReport(body, intakeKey, pair.secretKey);
        const r: any = decodeAs(reportSchema, opened!.encoded);
        await put(
          `R-${count++}`,
          r.category,
          r.items.map((i: any) => i.item),
          r.reporter.assertion.account,
          r.note ?? null,
        );
        return { answer: new Uint8Array(32) };
      },
      enrolOptions: async ({ body }: any) => ({
        options: {
          challenge: b64(32),
          rp: { name: "x", id: "localhost" },
          user: { id: b64(16), name: body.name, displayName: body.name },
          pubKeyCredParams: [{ type: "public-key", alg: -7 }],
          authenticatorSelection: { residentKey: "required", userVerification: "required" },
        },
      }),
      enrol: async ({ body }: any) => {
        names.set(body.response.id, body.name);
        return begin(body.name);
      },
      signInOptions: async () => ({
        options: { challenge: b64(32), rpId: "localhost", userVerification: "required" },
      }),
      signIn: async ({ body }: any) => {
        const n = names.get(body.response.id);
        if (!n) throw new ProblemError("passkey-refused");
        return begin(n);
      },
      team: async () => ({ publicKey }),
      setTeamKey: async ({ body }: any) => {
        publicKey = body.publicKey;
        for (const c of cases.values()) await sealCase(c);
        return { sealedItems: 3 };
      },
      queue: async ({ query, caller }: any) => ({
        cases: [...cases.values()]
          .filter((c) => (c.state === "decided") === (query.state === "decided"))
          .map((c) => summary(c, caller)),
        next: null,
        awaitsTeamKey: publicKey === null,
      }),
      readCase: async ({ params, caller }: any) => {
        const c = get(params.reportNumber);
        return { case: summary(c, caller), decision: c.decision ?? null, views: c.views };
      },
      claim: async ({ params, caller }: any) => {
        const c = get(params.reportNumber);
        c.state = "claimed";
        c.by = caller;
        return summary(c, caller);
      },
      openEvidence: async ({ params, caller }: any) => {
        const c = get(params.reportNumber);
        c.views.push({ reviewer: caller, viewedAt: Date.now() });
        return { items: c.sealed, findings: [] };
      },
      decide: async ({ params, caller, body }: any) => {
        const c = get(params.reportNumber);
        c.state = "decided";
        c.decision = { ...body, decidedAt: Date.now(), reviewer: caller };
        return summary(c, caller);
      },
    } as any,
    {
      authenticate: { reviewer: async (t: string) => sessions.get(t) ?? null } as any,
      origins: deps.origins,
      onFault: (e: unknown) => console.error(e),
    } as any,
  );
  async function put(
    n: string,
    category: string,
    items: Uint8Array[],
    account: string,
    note: string | null,
    extra: object = {},
  ) {
    const verdicts = items.map((it) => {
      try {
        const { verdict } = scheme.judge(it, {
          moderation: deps.name,
          keys: () => key,
          reporter: { kind: "named", relay: "relay.example", account },
          now: Date.now(),
        });
        return { verdict };
      } catch (e) {
        if (e instanceof FrankingError) return { verdict: "failed", check: e.code };
        throw e;
      }
    });
    const c: Case = {
      n,
      category,
      items,
      verdicts,
      account,
      note,
      state: "waiting",
      by: null,
      views: [],
      sealed: null,
      receivedAt: Date.now() - 3_600_000 * 5,
      ...extra,
    };
    cases.set(n, c);
    await sealCase(c);
  }
  const server = createServer(getRequestListener(app.fetch));
  return {
    server,
    enrolmentLink: async () => `${deps.consoleOrigin}/enrol#${b64(32)}`,
    close: async () => undefined,
  };
}
export async function serveModeration(m: any, _: any) {
  const url = await listen(m.server);
  return { url, close: async () => m.server.close() };
}
