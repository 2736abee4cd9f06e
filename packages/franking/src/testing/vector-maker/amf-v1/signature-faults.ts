import { ristretto255 } from "#primitives";
import { concat } from "../../../bytes.ts";
import { frame } from "../../../frame.ts";
import { bytes } from "../periods.ts";
import { at, spoiled } from "../suite.ts";
import { type DraftChanges, pairs } from "./draft.ts";
import { identity, judge, noPoint, notBelowL } from "./periods.ts";
import { assembled, difference, drawsOf, type Signing, times } from "./sign.ts";

export type SignatureRow = readonly [name: string, draft: DraftChanges];

const { base, minus, plusProduct, scalar } = ristretto255;
const [gamma, delta] = [ristretto255.reduced(bytes(0x80, 64)), ristretto255.reduced(bytes(0x81, 64))];

/** α and β of the first recipient's signature. */
const [alpha = 0n, beta = 0n] = drawsOf(0).map(ristretto255.reduced);

/** The signatures of these are b2's alone. */
function toB2(signing: (usual: Signing) => Signing): DraftChanges {
  return { recipients: ["b2"], signing };
}

/** Forge: nobody's. */
const forged: DraftChanges = toB2((usual) => ({
  ...usual,
  ...{ J: times(gamma), R: times(delta), EJ: times(alpha), ER: times(beta) },
  who: { branch: "right", secret: gamma },
  whom: { branch: "right", secret: delta },
}));

/** RForge: b2's own. */
export const forgedByRecipient: DraftChanges = toB2((usual) => ({
  ...usual,
  ...{ J: times(gamma), R: times(beta, usual.pkR), EJ: times(alpha), ER: times(beta) },
  who: { branch: "right", secret: gamma },
  whom: { branch: "right", secret: plusProduct(0n, beta, pairs.b2.secret) },
}));

/** JForge: the moderation's. */
export const forgedByJudge: DraftChanges = toB2((usual) => ({
  ...usual,
  ...{ J: times(alpha, usual.pkJ), R: times(beta, usual.pkR), EJ: times(alpha), ER: times(beta) },
  who: { branch: "right", secret: plusProduct(0n, alpha, judge.secret) },
  whom: { branch: "left", secret: alpha },
}));

/** With α = 0 everyone knows u = v = 0. */
const withoutJ: DraftChanges = toB2((usual) => ({
  ...usual,
  ...{ J: identity, EJ: identity },
  who: { branch: "right", secret: 0n },
  whom: { branch: "left", secret: 0n },
}));

/**
 * The forgery of attacks on a challenge over message and commitments alone: those are chosen first, and J and EJ to fit
 * them. R and ER are as Frank makes them.
 */
function fittedAfterwards(_: Uint8Array, { R, ER, draws, message, pkJ, pkS }: Signing): Uint8Array {
  const [zs = 0n, c1 = 0n, p = 0n, w = 0n, e = 0n, zw = 0n] = draws;
  const y = delta;
  const G = base.toBytes();
  const T1 = difference(zs, G, c1, pkS);
  const T2 = difference(p, G, minus(0n, w), pkJ);
  const commitments = [T1, T2, times(y), times(y, pkJ), difference(zw, G, e, R)];
  const weak = frame("openfranking amf-v1 challenge v1", "amf-v1", message, G, ...commitments);
  const c = ristretto255.hashToScalar(weak);
  const s = plusProduct(0n, minus(0n, w), inverse(minus(c, c1)));
  const c2 = minus(c, e);
  const zv = plusProduct(y, c2, s);
  return assembled({ J: times(s, pkJ), R, EJ: times(s), ER }, [c, c1, c2, zs, p, zv, zw]);
}

/** By Fermat: the order is prime. */
function inverse(of: bigint): bigint {
  const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
  let [power, result] = [of, 1n];
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = plusProduct(0n, result, power);
    power = plusProduct(0n, power, power);
  }
  return result;
}

const placeNames = ["J", "R", "EJ", "ER", "c", "c1", "c2", "zs", "zj", "zv", "zw"];

/** The usual signature with another part at its place. */
function parted(index: number, part: (usual: Uint8Array) => Uint8Array): DraftChanges {
  const signature = (usual: Uint8Array) => {
    const parts = placeNames.map((_, i) => usual.subarray(32 * i, 32 * i + 32));
    return concat(...parts.map((own, i) => (i === index ? part(own) : own)));
  };
  return { signature };
}

function swapped(one: number, other: number): DraftChanges {
  const signature = (usual: Uint8Array) => {
    const parts = placeNames.map((_, i) => usual.subarray(32 * i, 32 * i + 32));
    return concat(...parts.map((_, i) => at(parts, i === one ? other : i === other ? one : i)));
  };
  return { signature };
}

/** Faults that recipients and moderation find alike. */
export function signatureFaults(): SignatureRow[] {
  const points = [0, 1, 2, 3];
  const scalars = [4, 5, 6, 7, 8, 9, 10];
  const name = (i: number) => at(placeNames, i);
  const aboveL = (usual: Uint8Array) => notBelowL(scalar(usual) ?? 0n);
  return [
    ...points.map((i): SignatureRow => [`a ${name(i)} that is no point`, parted(i, () => noPoint)]),
    ...points.map((i): SignatureRow => [`a ${name(i)} that is the identity`, parted(i, () => identity)]),
    ...points.map((i): SignatureRow => [`a ${name(i)} of another signature`, parted(i, () => times(gamma))]),
    ...scalars.map((i): SignatureRow => [`a ${name(i)} that is not below L`, parted(i, aboveL)]),
    ...scalars.map((i): SignatureRow => [`a ${name(i)} with one bit turned`, parted(i, spoiled)]),
    ["a signature in which J and R are exchanged", swapped(0, 1)],
    ["a signature in which EJ and ER are exchanged", swapped(2, 3)],
    ["a signature with J and EJ the identity, which anyone can make", withoutJ],
    ["a signature of which J and EJ were chosen after the challenge", { signature: fittedAfterwards }],
    ["a signature of anyone's, forged", forged],
    ["a signature of another sender's", { signing: (usual) => ({ ...usual, who: ofC3 }) }],
    ["a signature of another message", { signing: (usual) => ({ ...usual, message: bytes(1, 100) }) }],
    ["a signature under another name", { signedName: bytes(1, 32) }],
    ["a signature to another moderation", { signing: (usual) => toAnother(usual) }],
    ["a signature of zeros", { signature: () => bytes(0, 352) }],
  ];
}

const ofC3 = { branch: "left", secret: pairs.c3.secret } as const;

function toAnother(usual: Signing): Signing {
  const pkJ = pairs.c3.publicKey;
  return { ...usual, pkJ, J: times(alphaOf(usual), pkJ) };
}

/** α is the secret of the branch that Frank knows. */
function alphaOf({ whom }: Signing): bigint {
  return whom.secret;
}
