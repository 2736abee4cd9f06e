import {
  assertReporter,
  encode,
  frame,
  generateIdentity,
  hash,
  hex,
  mac,
  merkleV1,
  type PeriodKey,
  parseRecord,
  reporterBinding,
  Secret,
  signFramed,
  treeHead,
  u32,
  u64,
  unhex,
  utf8,
} from "@openfranking/franking";
import {
  accountOf,
  type Credential,
  certifyDevice,
  credentialSchema,
  encodeAs,
  type Report,
  registerLabel,
  reportDigest,
  reportSchema,
  safeAad,
  sessionLabel,
  signIntakeKey,
  signOffer,
  signReceipt,
} from "@openfranking/protocol";
import { diagnostic, listing } from "./print.ts";
import { vectorsOf } from "./vectors.ts";

/** k bytes of one value, as the pages write `NN×k`. */
const filled = (value: number, size: number) => new Uint8Array(size).fill(value);
const identityOf = (seed: number) => generateIdentity(() => filled(seed, 32));

export const relay = "relay.example";
export const moderation = "mod.example";
const now = 1_800_000_000_000;

export function frameExample(): string {
  return listing([
    ["label", '"openfranking account v1"'],
    ["part", "11×32"],
    ["frame", frame("openfranking account v1", filled(0x11, 32))],
    ["H", hash("openfranking account v1", filled(0x11, 32))],
    ["HMAC(12×32)", mac(filled(0x12, 32), "openfranking account v1", filled(0x11, 32))],
    ["u32(258)", u32(258)],
    ["u64(now)", u64(now)],
  ]);
}

export function cborExample(): string {
  const value = { b: 1, aa: "ü", a: [null, true, -1, filled(0xff, 2)] };
  return listing([
    ["value", diagnostic(value)],
    ["enc", encode(value)],
  ]);
}

export function merkleExample(): string {
  const entries = ["a", "b", "c"].map((text) => utf8(text));
  return listing([
    ["entries", 'the bytes of "a", "b" and "c"'],
    ["MTH", treeHead(entries)],
  ]);
}

const account = identityOf(0x11);
const device = identityOf(0x12);
const credential: Credential = certifyDevice(account.secretKey, account.publicKey, device.publicKey, now);
const nonce = filled(0x13, 32);
const otherAccount = accountOf(identityOf(0x14).publicKey);

export function accountExample(): string {
  const { deviceCert } = credential;
  const parts = [relay, "ada", credential.account, device.publicKey];
  return listing([
    ["account seed", "11×32"],
    ["accountPk", account.publicKey],
    ["account", credential.account],
    ["device seed", "12×32"],
    ["devicePk", device.publicKey],
    ["createdAt", String(now)],
    [
      "signed",
      frame("openfranking device v1", unhex(accountOf(account.publicKey)), device.publicKey, u64(now)),
    ],
    ["deviceCert", deviceCert],
    ["credential", encodeAs(credentialSchema, credential)],
    ["", ""],
    ["relay, name", '"relay.example", "ada"'],
    ["signed", frame(registerLabel, ...parts)],
    ["proof", signFramed(account.secretKey, registerLabel, ...parts)],
    ["", ""],
    ["nonce", "13×32"],
    ["signed", frame(sessionLabel, relay, nonce, device.publicKey)],
    ["signature", signFramed(device.secretKey, sessionLabel, relay, nonce, device.publicKey)],
    ["", ""],
    ["other's seed", "14×32"],
    ["other account", otherAccount],
    ["safety number", safetyNumber(credential.account, otherAccount)],
  ]);
}

/** From the formula of the page: a client shows it of its own account alone. */
function safetyNumber(...accounts: readonly [string, string]): string {
  const digest = hash("openfranking safety-number v1", ...[...accounts].sort().map(unhex));
  const digits = BigInt(`0x${hex(digest)}`)
    .toString()
    .padStart(60, "0")
    .slice(-60);
  return digits.replace(/.{5}(?=.)/gu, "$& ");
}

export function channelExample(): string {
  const outer = unhex(String(vectorsOf("merkle-v1").unlessSaid.arrival.outer));
  return listing([
    ["outer", outer],
    ["SafeAAD", safeAad(outer, 0xff4f)],
    ["100 × aa", safeAad(filled(0xaa, 100), 0xff4f).subarray(0, 8)],
    ["", "…"],
  ]);
}

const moderationIdentity = identityOf(0x0b);
const relayIdentity = identityOf(0x0a);

export function offerExample(): string {
  const { moderationPk: _, v: __, ...offer } = dayRecord();
  const { signature } = signOffer(offer, relayIdentity.secretKey);
  return listing([
    ["relay's seed", "0a×32"],
    ["offer", encode(offer)],
    ["signature", signature],
  ]);
}

function dayRecord(): PeriodKey["record"] {
  return parseRecord(unhex(vectorsOf("merkle-v1").periods["the day"]?.record ?? ""));
}

const reporterSecret = filled(0x21, 32);

function assertion() {
  const key = merkleV1.periodKeys.derive(dayRecord(), "moderation", new Secret(filled(2, 32)));
  return assertReporter("b2", reporterBinding(reporterSecret), now + 3_600_000, key);
}

export function assertionExample(): string {
  const made = assertion();
  const { mac: _, ...claims } = made;
  return listing([
    ["secret", "21×32"],
    ["binding", made.binding],
    ["enc(claims)", encode(claims)],
    ["mac", made.mac],
  ]);
}

/** The first vector, reported. */
export function exampleReport(): Report {
  return {
    v: 1,
    reportId: filled(0x22, 16),
    salt: filled(0x23, 32),
    category: "harassment",
    note: "please look",
    reporter: { kind: "named", assertion: assertion(), secret: reporterSecret },
    items: [{ suite: "merkle-v1", item: unhex(String(vectorsOf("merkle-v1").unlessSaid.item)) }],
    language: "en",
  };
}

const receipt = signReceipt(
  { moderation, reportNumber: "R-1", digest: reportDigest(exampleReport()), receivedAt: now },
  moderationIdentity.secretKey,
);

/** What is answered to the first vector, reported. */
export const exampleAnswer = {
  receiptSecret: filled(0x24, 32),
  receipt,
  verdicts: [{ verdict: "verified" as const }],
};

export function reportExample(): string {
  const encoded = encodeAs(reportSchema, exampleReport());
  return listing([
    ["identity seed", "0b×32"],
    ["enc(report)", encoded],
    ["digest", receipt.digest],
    ["signed", frame("openfranking receipt v1", moderation, "R-1", receipt.digest, u64(now))],
    ["signature", receipt.signature],
  ]);
}

export const intakeKeyId: Uint8Array = filled(0x25, 16);

export function intakeKeyOf(publicKey: Uint8Array) {
  const fields = { moderation, intakeKeyId, publicKey, notAfter: now + 86_400_000 };
  return signIntakeKey(fields, moderationIdentity.secretKey);
}
