import { describe, expect, test } from "vitest";
import type { Commitment } from "./bytes.ts";
import type { Header } from "./message.ts";
import type { Judgement } from "./scheme.ts";
import { judgeReport } from "./transcript.ts";

const commitmentOf = (value: number) => new Uint8Array(32).fill(value) as Commitment;

function judged(
  seq: number,
  sender: string,
  change: Partial<Pick<Header, "seen" | "refs">> = {},
  value = seq,
): Judgement {
  const conversation = new Uint8Array(16).fill(3);
  const sent = { device: new Uint8Array(8), n: seq };
  const header: Header = {
    v: 1,
    relay: "r",
    conversation,
    sender,
    sent,
    seen: null,
    kind: "message",
    refs: [],
    ...change,
  };
  return {
    verdict: "verified",
    commitment: commitmentOf(value),
    tag: new Uint8Array(32),
    relay: "r",
    sender,
    conversation,
    seq,
    acceptedAt: seq,
    addressed: "named",
    own: false,
    opened: { header, fields: [["text", "x"]], hidden: [] },
  };
}

describe("the items of one report", () => {
  test("that follow one another say nothing more", () => {
    expect(judgeReport([judged(1, "a"), judged(2, "a")])).toEqual([]);
  });

  test("show how many numbers between them are not disclosed, in whatever order they come", () => {
    expect(judgeReport([judged(9, "a"), judged(5, "a")])).toEqual([{ kind: "gap", afterSeq: 5, count: 3 }]);
  });

  test("show what a sender states to have seen", () => {
    const answer = judged(2, "b", { seen: { seq: 1, commitment: commitmentOf(1) } });
    expect(judgeReport([judged(1, "a"), answer])).toEqual([{ kind: "stated-seen", seq: 2, seenSeq: 1 }]);
  });

  test("show messages that crossed, so that an answer is not taken for one to what it did not see", () => {
    expect(judgeReport([judged(1, "a"), judged(2, "b")])).toEqual([
      { kind: "crossed", seq: 2, earlierSeq: 1 },
    ]);
  });

  test("resolve a reference by its commitment alone", () => {
    const refs: Header["refs"] = [{ rel: "reply", commitment: commitmentOf(1) }];
    expect(judgeReport([judged(1, "a"), judged(2, "a", { refs })])).toContainEqual({
      kind: "refers",
      seq: 2,
      rel: "reply",
      toSeq: 1,
    });
    expect(judgeReport([judged(2, "a", { refs })])).toEqual([
      { kind: "refers-to-undisclosed", seq: 2, rel: "reply" },
    ]);
  });

  test.each([
    ["two messages with one number", [judged(1, "a"), judged(1, "a", {}, 7)]],
    ["one message with two numbers", [judged(1, "a"), judged(2, "a", {}, 1)]],
    [
      "a sender who saw another message at a disclosed number",
      [judged(1, "a"), judged(2, "a", { seen: { seq: 1, commitment: commitmentOf(8) } })],
    ],
  ])("are in conflict with %s", (_, items) => {
    expect(judgeReport(items)).toContainEqual({ kind: "conflict", seq: expect.any(Number) });
  });

  test("are not in conflict where somebody copied another's commitment", () => {
    const kinds = judgeReport([judged(1, "a"), judged(2, "b", {}, 1)]).map(({ kind }) => kind);
    expect(kinds).not.toContain("conflict");
  });

  test("of different conversations are not compared", () => {
    const other = { ...judged(1, "a", {}, 7), conversation: new Uint8Array(16).fill(4) };
    expect(judgeReport([judged(1, "a"), other])).toEqual([]);
  });

  test("that are withheld as well say what they say where they are opened", () => {
    const answer = judged(2, "b", { seen: { seq: 1, commitment: commitmentOf(1) } });
    const withheld = { ...answer, verdict: "stamped" as const, opened: null };
    const findings = [{ kind: "stated-seen", seq: 2, seenSeq: 1 }];
    expect(judgeReport([judged(1, "a"), withheld, answer])).toEqual(findings);
    expect(judgeReport([answer, withheld, judged(1, "a")])).toEqual(findings);
  });

  test("that appear twice count once", () => {
    expect(judgeReport([judged(1, "a"), judged(1, "a")])).toEqual([]);
  });
});
