import { equalBytes, merkleV1, parseRecord } from "@openfranking/franking";
import { encodeAs, reportSchema } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { moderationAt, postReport, verdictsOf } from "./hostile-reporter.ts";
import { agreedPeriod, halfOf, hourMs, madeUp, moderationOfTwo, vouchedReport } from "./played-relays.ts";

test("a relay does not speak for the accounts of another", async () => {
  const between = await moderationOfTwo();
  const { honest, hostile, rosa } = between;
  const [ours, theirs] = [await agreedPeriod(between, honest), await agreedPeriod(between, hostile)];
  const items = [
    madeUp(theirs, { contextRelay: honest.name, headerRelay: honest.name }),
    madeUp(theirs, { headerRelay: honest.name }),
    madeUp(ours),
    madeUp(theirs),
  ];
  const verdicts = await verdictsOf(between, rosa, vouchedReport(theirs, "bob", items), items);
  expect(verdicts).toEqual(["failed(relay)", "failed(header)", "failed(reporter)", "verified"]);
});

test("what a relay says of an account named like another's is said of its own", async () => {
  const between = await moderationOfTwo();
  const { honest, hostile, moderationUrl, rosa } = between;
  await agreedPeriod(between, honest);
  const theirs = await agreedPeriod(between, hostile);
  const report = vouchedReport(theirs, "bob", [madeUp(theirs, { sender: "ada" })]);
  const { receipt } = await postReport(moderationUrl, encodeAs(reportSchema, report));
  const [item] = await rosa.open(receipt.reportNumber);
  expect(item?.here).toMatchObject({ holds: true, preview: { relay: hostile.name, sender: "ada" } });
  expect(item?.reporter).toEqual({ relay: hostile.name, account: "bob" });
});

test("a relay that vouches for a reporter of another is refused", async () => {
  const between = await moderationOfTwo();
  const { honest, hostile, moderationUrl } = between;
  await agreedPeriod(between, honest);
  const theirs = await agreedPeriod(between, hostile);
  const named = { ...theirs, record: { ...theirs.record, relay: honest.name } };
  const report = vouchedReport(named, "bob", [madeUp(theirs)]);
  const posted = postReport(moderationUrl, encodeAs(reportSchema, report));
  await expect(posted).rejects.toMatchObject({ code: "reporter-refused" });
});

test("a key stamps no time outside its period, and nothing that is yet to come", async () => {
  const between = await moderationOfTwo();
  const { clock, honest, rosa } = between;
  const key = await agreedPeriod(between, honest);
  const now = clock.now();
  const times = [now - 1, now, now + 300_000, now + 300_001];
  const items = times.map((acceptedAt) => madeUp(key, { acceptedAt }));
  const asked = () => verdictsOf(between, rosa, vouchedReport(key, "bob", items), items);
  expect(await asked()).toEqual(["failed(time)", "verified", "verified", "failed(time)"]);
});

test("a key that was retired, and is stolen, stamps nothing that looks like today", async () => {
  const between = await moderationOfTwo();
  const { clock, honest, rosa } = between;
  const key = await agreedPeriod(between, honest, { notAfter: clock.now() + hourMs / 4 });
  clock.turn(hourMs / 2);
  const items = [key.record.notAfter, key.record.notAfter + 1, clock.now()].map((acceptedAt) =>
    madeUp(key, { acceptedAt }),
  );
  const verdicts = await verdictsOf(between, rosa, vouchedReport(key, "bob", items), items);
  expect(verdicts).toEqual(["verified", "failed(time)", "failed(time)"]);
});

test("a key that both sides have deleted is not made again from what one of them still has", async () => {
  const between = await moderationOfTwo();
  const { clock, honest, moderation, moderationUrl, rosa } = between;
  const now = clock.now();
  const short = { notAfter: now + hourMs / 4, verifyUntil: now + hourMs / 3 };
  const { secretKey, signed } = halfOf(honest, now, short);
  const agree = () => moderationAt(moderationUrl).agreeStampKey({ body: signed });
  const { record } = await agree();
  const key = merkleV1.periodKeys.derive(parseRecord(record), "relay", secretKey);
  const items = [madeUp(key)];
  const lasting = await agreedPeriod(between, honest);
  const asked = () => verdictsOf(between, rosa, vouchedReport(lasting, "bob", items), items);
  expect(await asked()).toEqual(["verified"]);
  clock.turn(hourMs / 2);
  expect(await asked()).toEqual(["expired"]);
  await moderation.tidy();
  expect(await asked()).toEqual(["unverifiable"]);
  await expect(agree()).rejects.toMatchObject({ code: "malformed" });
  const later = halfOf(honest, clock.now(), { relayPk: parseRecord(record).relayPk });
  const { record: again } = await moderationAt(moderationUrl).agreeStampKey({ body: later.signed });
  expect(equalBytes(parseRecord(again).moderationPk, parseRecord(record).moderationPk)).toBe(false);
  expect(await asked()).toEqual(["unverifiable"]);
});
