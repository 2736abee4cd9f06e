import { describe, expect, test } from "vitest";
import { generateIdentity } from "../key-record.ts";
import { reveal } from "../secret.ts";
import { unsafeSeededRng } from "../testing/suite/world.ts";
import { frankingTag, isFrankedBy, isIntact, makeFrank } from "./hub.ts";

const filled = (value: number, size: number) => new Uint8Array(size).fill(value);

describe("what a hub attests", () => {
  const identity = generateIdentity(unsafeSeededRng("mimi hub"));
  const seed = reveal(identity.secretKey);
  const context = {
    senderUri: "mimi://a.example/u/b",
    roomUri: "mimi://a.example/r/c",
    acceptedTimestamp: 5,
  };
  const tag = frankingTag(filled(1, 16), filled(2, 40));
  const frank = makeFrank(filled(0x42, 32), seed, tag, context);

  test("holds for its tag, its context and its keys, and for no others", () => {
    expect(isIntact(frank, context, identity.publicKey)).toBe(true);
    expect(isFrankedBy(filled(0x42, 32), tag, context, frank)).toBe(true);
    expect(isFrankedBy(filled(0x43, 32), tag, context, frank)).toBe(false);
    expect(isFrankedBy(filled(0x42, 32), filled(1, 32), context, frank)).toBe(false);
    for (const other of [{ senderUri: "x" }, { roomUri: "x" }, { acceptedTimestamp: 6 }]) {
      expect(isIntact(frank, { ...context, ...other }, identity.publicKey)).toBe(false);
      expect(isFrankedBy(filled(0x42, 32), tag, { ...context, ...other }, frank)).toBe(false);
    }
    expect(isIntact({ ...frank, ciphersuite: 3 }, context, identity.publicKey)).toBe(false);
    expect(isIntact({ ...frank, serverFrank: tag }, context, identity.publicKey)).toBe(false);
  });
});
