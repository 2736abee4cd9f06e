import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FrankingError } from "../errors.ts";
import { roomOf, roomUri, userOf, userUri } from "./uri.ts";

const refused = new FrankingError("encoding");

describe("URIs", () => {
  test("name one user and one room each, and nobody else", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 128 });
    fc.assert(
      fc.property(
        name,
        name,
        fc.uint8Array({ minLength: 16, maxLength: 64 }),
        (relay, account, conversation) => {
          fc.pre([relay, account].every((one) => [...one].length <= 128 && !one.startsWith("\uFEFF")));
          expect(userOf(userUri({ relay, account }))).toEqual({ relay, account });
          expect(roomOf(roomUri({ relay, conversation }))).toEqual({ relay, conversation });
        },
      ),
    );
    expect(userUri({ relay: "hub.example", account: "a/b (ü)" })).toBe(
      "mimi://hub.example/u/a%2Fb%20%28%C3%BC%29",
    );
  });

  test.each([
    "mimi://hub.example/u/",
    "mimi:///u/a",
    "mimi://hub.example/u/a/b",
    "mimi://hub.example/r/a",
    "mimi://hub.example/u/%61",
    "mimi://hub.example/u/%2f",
    "mimi://hub.example/u/%ff",
    "mimi://hub.example/u/a?b",
    "MIMI://hub.example/u/a",
    "mimi://hub.example/u/%EF%BB%BFa",
    `mimi://hub.example/u/${"a".repeat(129)}`,
  ])("%s names no user", (uri) => {
    expect(userOf(uri)).toBeNull();
  });

  test.each([
    "mimi://hub.example/r/engineering_team",
    "mimi://hub.example/r/%ff",
    `mimi://hub.example/r/${"0a".repeat(15)}`,
    `mimi://hub.example/r/${"0A".repeat(16)}`,
    `mimi://hub.example/u/${"0a".repeat(16)}`,
    `mimi://${"h".repeat(129)}/r/${"0a".repeat(16)}`,
  ])("%s names no room", (uri) => {
    expect(roomOf(uri)).toBeNull();
  });

  test("a name that no text of ours can be has no URI", () => {
    for (const account of ["\ud800", "\uFEFFa"]) {
      expect(() => userUri({ relay: "hub.example", account })).toThrow(refused);
    }
  });
});
