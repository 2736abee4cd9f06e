import type { Opened, Preview } from "@openfranking/franking";
import { describe, expect, test } from "vitest";
import { type ReviewedItem, standingOf, supportsAction } from "./index.ts";

const shown = (hidden: string[] | null): ReviewedItem["here"] => ({
  holds: true,
  preview: { opened: hidden === null ? null : ({ hidden } as unknown as Opened) } as Preview,
});
const broken: ReviewedItem["here"] = { holds: false, check: "commitment", unproven: null };
const item = (verdict: "verified" | "stamped" | "expired", here: ReviewedItem["here"]) => ({
  service: { verdict },
  here,
});
const failed = { service: { verdict: "failed" as const, check: "stamp" }, here: shown([]) };

describe("the standing of an item", () => {
  test("is verified where the service vouches and the opening holds here", () => {
    expect(standingOf(item("verified", shown([])))).toEqual({ kind: "verified" });
    expect(standingOf(item("verified", shown(["text"])))).toEqual({ kind: "verified-partial" });
  });

  test("is failed where either check failed, and says whose", () => {
    expect(standingOf(failed)).toEqual({ kind: "failed", check: "stamp", by: "service" });
    expect(standingOf(item("verified", broken))).toEqual({ kind: "failed", check: "commitment", by: "here" });
  });

  test("is no more than a stamp where nothing is shown, or the service checked no opening", () => {
    expect(standingOf(item("verified", shown(null)))).toEqual({ kind: "stamped" });
    expect(standingOf(item("stamped", shown([])))).toEqual({ kind: "stamped" });
  });

  test("is nothing where nothing was checked, although the opening holds: anyone can make a commitment", () => {
    expect(standingOf(item("expired", shown([])))).toEqual({ kind: "nothing", verdict: "expired" });
  });
});

test("nobody is restricted on items of which none is verified", () => {
  expect(supportsAction([])).toBe(false);
  expect(supportsAction([failed, item("expired", shown([])), item("stamped", shown(null))])).toBe(false);
  expect(supportsAction([failed, item("verified", shown(["text"]))])).toBe(true);
});
