import { Secret, unhex } from "@openfranking/franking";
import { describe, expect, test } from "vitest";
import { accountOf, certifiedDevice, certifyDevice, personNameSchema } from "./account.ts";

// Seeds and public keys of RFC 8032 §7.1, tests 1 and 2.
const accountSk = new Secret(unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
const accountPk = unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
const devicePk = unhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
const credential = certifyDevice(accountSk, accountPk, devicePk, 1_800_000_000_000);

test("an account is the hash of its key", () => {
  expect(accountOf(accountPk)).toMatch(/^[0-9a-f]{64}$/u);
  expect(accountOf(accountPk)).not.toBe(accountOf(devicePk));
});

describe("a device is its account's", () => {
  test("where the account certified it", () => {
    expect(certifiedDevice(credential)).toEqual(devicePk);
  });

  test.each([
    ["another device's key", { devicePk: accountPk }],
    ["another account", { account: accountOf(devicePk) }],
    ["another account's key", { accountPk: devicePk, account: accountOf(devicePk) }],
    ["another time", { createdAt: 1_800_000_000_001 }],
    ["a certificate of zeros", { deviceCert: new Uint8Array(64) }],
    ["a device key of small order", { devicePk: Uint8Array.of(1, ...new Uint8Array(31)) }],
  ])("and not with %s", (_, change) => {
    expect(certifiedDevice({ ...credential, ...change })).toBeNull();
  });
});

test.each(["Ada", "zoë", "李雷", "a.b-c_1"])("%s is a name", (name) => {
  expect(personNameSchema.safeParse(name).success).toBe(true);
});

test.each(["", " a", "a b", "a/b", "-a", "x".repeat(33), "a\u202eb"])("%j is none", (name) => {
  expect(personNameSchema.safeParse(name).success).toBe(false);
});
