import { inspect } from "node:util";
import { expect, test } from "vitest";
import { hex, utf8 } from "./bytes.ts";
import { type KeyPair, sharedMacKeys } from "./key-record.ts";
import { reveal, Secret } from "./secret.ts";
import { firstRecord } from "./testing/vector-maker/periods.ts";

const canary = utf8("canary-of-thirty-two-bytes-long!");

/** Every way in which a value ends in a log. */
function printed(value: unknown): string {
  const all = { depth: null, showHidden: true, getters: true, maxArrayLength: null } as const;
  return [
    inspect(value, all),
    inspect({ nested: [value] }, all),
    inspect(new Error("wrong", { cause: value }), all),
    inspect(value, { ...all, customInspect: false }),
    JSON.stringify(value),
    JSON.stringify({ nested: [value] }),
    String(value),
    `${value}`,
    Object.entries(value as object).join(),
    String(new Error(String(value)).stack),
  ].join("\n");
}

/** As text, as hexadecimal, and as numbers. */
function expectHidden(text: string, bytes: Uint8Array): void {
  const [first, second, third] = bytes;
  for (const form of [
    new TextDecoder().decode(bytes),
    hex(bytes),
    `${first}, ${second}, ${third}`,
    `${first},${second},${third}`,
  ]) {
    expect(text).not.toContain(form);
  }
}

test("a secret appears in nothing that is printed", () => {
  expectHidden(printed(new Secret(canary)), canary);
});

test("a secret is given by reveal, and is a copy of what it was made of", () => {
  const source = Uint8Array.from(canary);
  const secret = new Secret(source);
  source.fill(0);
  expect(reveal(secret)).toEqual(canary);
});

test("a secret is copied by neither spread nor structured clone", () => {
  const secret = new Secret(canary);
  expectHidden(printed({ ...secret }), canary);
  expectHidden(printed(structuredClone(secret)), canary);
});

test("a key pair and a period's keys appear in nothing that is printed", () => {
  const pair: KeyPair = sharedMacKeys.generate("relay", (size) => new Uint8Array(size).fill(0xc7));
  const key = sharedMacKeys.derive(firstRecord, "relay", new Secret(new Uint8Array(64).fill(1)));
  expectHidden(printed(pair), new Uint8Array(32).fill(0xc7));
  for (const secret of [key.secret, key.reporterKey])
    expectHidden(printed(key), reveal(secret).subarray(0, 32));
});
