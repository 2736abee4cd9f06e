import { decode, encode, merkleV1 } from "@openfranking/franking";
import { encodeAs, ProblemError, reportSchema, sealReport } from "@openfranking/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOf } from "../client/world.ts";
import { benAnswers, conversationOfAll, openStage, type Stage } from "./genuine.ts";
import { honestItem, honestReport, moderationAt, type Named, postReport } from "./hostile-reporter.ts";
import { readItem } from "./items.ts";
import { leavesOf, misshapen, nameOfMisshapen, otherThan, withPart } from "./parts.ts";

let stage: Stage;
let message: Named;
beforeAll(async () => {
  stage = await openStage();
  message = await benAnswers(stage, await conversationOfAll(stage), "where are you?");
});
afterAll(() => stage.close());

const moderation = () => moderationAt(stage.world.moderationUrl);

/** The code with which the moderation refuses, or "taken". */
async function codeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return "taken";
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}

/** Each change of a fresh honest report, and the code that it is refused with. */
async function codesOf(changes: readonly (readonly [string, (report: unknown) => unknown])[]) {
  const codes: [string, string][] = [];
  for (const [name, change] of changes) {
    const report = await honestReport(stage.ada, message);
    codes.push([name, await codeOf(postReport(stage.world.moderationUrl, encode(change(report))))]);
  }
  return Object.fromEntries(codes);
}

test("a reporter of whose name any part was altered is refused, and the next one is taken", async () => {
  const { reporter } = await honestReport(stage.ada, message);
  const changes = leavesOf(reporter).map(
    (path) =>
      [path.join("/"), (report: unknown) => withPart(report, ["reporter", ...path], otherThan)] as const,
  );
  expect(await codesOf([...changes, ["nothing", (report) => report]])).toEqual({
    nothing: "taken",
    kind: "report-malformed",
    secret: "reporter-refused",
    "assertion/v": "report-malformed",
    "assertion/relay": "reporter-refused",
    "assertion/moderation": "reporter-refused",
    "assertion/keyId": "reporter-refused",
    "assertion/account": "reporter-refused",
    "assertion/expiresAt": "reporter-refused",
    "assertion/binding": "reporter-refused",
    "assertion/mac": "reporter-refused",
  });
});

test("a report with any part left out, added, or of another kind is none", async () => {
  const report = await honestReport(stage.ada, message);
  const codes: [string, string][] = [];
  for (const one of misshapen(report)) {
    const posted = postReport(stage.world.moderationUrl, encode(one.value));
    codes.push([nameOfMisshapen(one), await codeOf(posted)]);
  }
  expect(codes).toEqual(misshapen(report).map((one) => [nameOfMisshapen(one), "report-malformed"]));
});

test("an envelope of which any part was altered does not open, nor does one for another moderation", async () => {
  const encoded = encodeAs(reportSchema, await honestReport(stage.ada, message));
  const { intakeKey } = await moderation().info({});
  const { sealed } = await sealReport(encoded, intakeKey);
  const codes: [string, string][] = [];
  for (const [name, part] of Object.entries(sealed)) {
    codes.push([
      name,
      await codeOf(moderation().submitReport({ body: { ...sealed, [name]: otherThan(part) } })),
    ]);
  }
  expect(Object.fromEntries(codes)).toEqual({
    intakeKeyId: "unknown-intake-key",
    enc: "not-sealed",
    ciphertext: "not-sealed",
  });
  const elsewhere = await sealReport(encoded, { ...intakeKey, moderation: "other.example" });
  expect(await codeOf(moderation().submitReport({ body: elsewhere.sealed }))).toBe("not-sealed");
  expect(await codeOf(moderation().submitReport({ body: sealed }))).toBe("taken");
});

test("a sealed report that somebody on the way sends again has the same sealed answer, and is one case", async () => {
  const encoded = encodeAs(reportSchema, await honestReport(stage.ada, message));
  const { sealed } = await sealReport(encoded, (await moderation().info({})).intakeKey);
  const { answer } = await moderation().submitReport({ body: sealed });
  const before = await stage.rosa.queue("open");
  const again = await Promise.all(
    Array.from({ length: 8 }, () => moderation().submitReport({ body: sealed })),
  );
  expect(again).toEqual(Array(8).fill({ answer }));
  expect(await stage.rosa.queue("open")).toEqual(before);
});

test("a blind question of which any part was altered is answered with no", async () => {
  const { context, outer, ...named } = readItem(await honestItem(stage.ada, message)) as Record<
    string,
    unknown
  >;
  const { addressed, blind, stamp } = named;
  const evidence = {
    outer: encode(outer),
    inner: new Uint8Array(),
    delivery: encode({ context, stamp, addressed, blind }),
  };
  const asked = merkleV1.blindCheck?.ask(encode(evidence), accountOf(stage.ada));
  if (asked === undefined) throw new Error("unreachable: the scheme has a blind check");
  const honest = { suite: merkleV1.id, ...asked };
  const parts = decode(asked.query) as Record<string, unknown>;
  const checks = {
    nothing: honest,
    suite: { ...honest, suite: "none-v1" },
    keyId: { ...honest, keyId: otherThan(asked.keyId) as Uint8Array },
    ...Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [
        name,
        { ...honest, query: encode({ ...parts, [name]: otherThan(part) }) },
      ]),
    ),
    more: { ...honest, query: encode({ ...parts, more: 1 }) },
    "its bytes": { ...honest, query: Uint8Array.of(0xff) },
  };
  const { good } = await moderation().checkStamps({ body: { checks: Object.values(checks) } });
  expect(Object.fromEntries(Object.keys(checks).map((name, i) => [name, good[i]]))).toEqual({
    nothing: true,
    suite: false,
    keyId: false,
    digest: false,
    stamp: false,
    tag: false,
    addressed: false,
    more: false,
    "its bytes": false,
  });
});
