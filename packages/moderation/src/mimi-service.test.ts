import { existsSync, readdirSync, readFileSync } from "node:fs";
import {
  type AbuseReport,
  type AbusiveMessage,
  decodeMimiContent,
  mimi06,
  type PeriodKey,
  schemes,
} from "@openfranking/franking";
import { decodeAs, generateTeamKeys, itemEvidenceSchema, openItem } from "@openfranking/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import {
  abuseReport,
  contentOf,
  extensionsOf,
  franked,
  mallory,
  pathOf,
  post,
  room,
} from "./testing/mimi-client-node.ts";
import { agree, dayMs, unknownPeriod } from "./testing/played-relay-node.ts";
import { enrol } from "./testing/reviewer-node.ts";
import { startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

const withMimi = { schemes: [...schemes, mimi06] };

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a MIMI report kept in %s, as time goes by,", { timeout: 30_000 }, (kind) => {
  test("is expired once its period is no longer judged, and sent again it is not judged again", async () => {
    const at = await startModeration(await databases.fresh(kind), withMimi);
    const short = await agree(at, { verifyUntil: at.now + dayMs }, mimi06);
    const [before, after] = ["before", "after"].map((text) => abuseReport([franked(short, contentOf(text))]));
    if (before === undefined || after === undefined) throw new Error("unreachable: there are two");
    const sent = async (body: Uint8Array) => [(await post(at, body)).status, await keptVerdicts(at)];
    const verified = { verdict: "verified", failed_check: null };
    const expired = { verdict: "expired", failed_check: null };
    expect(await sent(before)).toEqual([201, [verified]]);
    at.now += dayMs + 1;
    expect(await sent(after)).toEqual([201, [verified, expired]]);
    await at.moderation.tidy();
    expect(await sent(before)).toEqual([201, [verified, expired]]);
    await at.close();
  });
});

function keptVerdicts({ rows }: TestModeration) {
  return rows((db) => db.selectFrom("item").select(["verdict", "failed_check"]).orderBy("item_id").execute());
}

describe("a MIMI report", { timeout: 60_000 }, () => {
  let at: TestModeration;
  let period: PeriodKey;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh("sqlite"), withMimi);
    period = await agree(at, {}, mimi06);
  }, 60_000);
  afterAll(() => at.close());

  const turnClock = () => {
    at.now += 60_000;
  };

  test("waits for the team's key like any other, and is sealed to it with its claims", async () => {
    const body = abuseReport([franked(period, contentOf("hello"))], { reportingUser: "x", note: "look" });
    expect((await post(at, body)).status).toBe(201);
    const rae = await enrol(at);
    const team = await generateTeamKeys();
    expect(await rae.api.setTeamKey({ body: { publicKey: team.publicKey } })).toEqual({ sealedItems: 1 });
    const [summary] = (await rae.api.queue({ query: { state: "open" } })).cases;
    const reportNumber = summary?.reportNumber ?? "";
    await rae.api.claim({ params: { reportNumber } });
    const [item] = (await rae.api.openEvidence({ params: { reportNumber } })).items;
    const plaintext = item && (await openItem(item.itemId, item.sealed, team));
    expect(decodeAs(itemEvidenceSchema, plaintext ?? new Uint8Array()).note).toMatch(
      /^reportingUser: x\n[\s\S]*look$/u,
    );
  });

  test("of any bytes is taken or refused, and never the service's fault", async () => {
    const good = abuseReport([franked(period, contentOf("hello")), franked(period, contentOf("more"))], {
      note: "note",
    });
    const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 });
    const edited = fc.tuple(edits, fc.nat(good.length)).map(([changes, end]) => {
      const bytes = Uint8Array.from(good);
      for (const [i, byte] of changes) bytes[i] = byte;
      return end % 4 === 0 ? bytes.slice(0, end) : bytes;
    });
    const message: fc.Arbitrary<AbusiveMessage> = fc.record({
      messageContent: fc.uint8Array({ maxLength: 200 }),
      frank: fc.record({
        serverFrank: fc.uint8Array({ minLength: 32, maxLength: 32 }),
        ciphersuite: fc.nat(65_535),
        integritySignature: fc.uint8Array({ maxLength: 100 }),
      }),
      acceptedTimestamp: fc.oneof(fc.maxSafeNat(), fc.constant(period.record.notBefore)),
    });
    const text = fc.string({ unit: "binary", maxLength: 100 });
    const well = fc.record<AbuseReport>({
      ...{ reportingUser: text, allegedAbuserUri: text, note: text, reasonCode: fc.nat(255) },
      ...{ messages: fc.array(message, { maxLength: 3 }), abuseExtensions: fc.constant([]) },
    });
    const wellFormed = well.map((report) => abuseReport(report.messages, report));
    const any = fc.oneof(edited, wellFormed, fc.uint8Array({ maxLength: 500 }));
    await fc.assert(
      fc.asyncProperty(any, async (body) => {
        turnClock();
        const init = { method: "POST", body: Uint8Array.from(body) };
        expect((await at.moderation.app.request(pathOf(room), init)).status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    expect(at.log.filter((line) => line.includes("fault"))).toEqual([]);
  });

  test("is limited, for all callers together, by how many messages they report", async () => {
    turnClock();
    const hundred = (note: string) => {
      const bad = { ...franked(period, contentOf("x")), messageContent: Uint8Array.of(0x80) };
      return abuseReport(Array<AbusiveMessage>(100).fill(bad), { note });
    };
    const codes: (string | null)[] = [];
    for (let i = 0; i < 51; i++) codes.push((await post(at, hundred(String(i)))).code);
    expect(codes).toEqual([...Array<null>(50).fill(null), "rate-limited"]);
    at.now += 1000;
    expect((await post(at, hundred("later"))).code).toBeNull();
  });
});

test("a moderation that does not judge MIMI has no such route for anybody", async () => {
  const at = await startModeration(await databases.fresh("sqlite"));
  const unheard = unknownPeriod(at, mimi06);
  expect((await post(at, abuseReport([franked(unheard, contentOf("hello"))]))).code).toBe("not-found");
  await at.close();
});

const published = new URL("../../../../shared/vectors/mimi-content/", import.meta.url);

describe.runIf(existsSync(published))("content of the draft's examples", { timeout: 60_000 }, () => {
  let at: TestModeration;
  let period: PeriodKey;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh("sqlite"), withMimi);
    period = await agree(at, {}, mimi06);
  }, 60_000);
  afterAll(() => at.close());

  const files = existsSync(published) ? readdirSync(published).filter((name) => name.endsWith(".cbor")) : [];

  test.each(files)("%s, said by a client of somebody else's, is verified", async (name) => {
    const example = decodeMimiContent(Uint8Array.from(readFileSync(new URL(name, published))));
    const extensions = new Map([...example.extensions, ...extensionsOf(mallory)]);
    const body = abuseReport([franked(period, { ...example, extensions })]);
    expect((await post(at, body)).status).toBe(201);
    at.now += 1;
    expect((await keptVerdicts(at)).at(-1)?.verdict).toMatch(/^verified/u);
  });
});
