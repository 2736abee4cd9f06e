import { type RistrettoPoint, ristretto255 } from "#primitives";
import { concat, hex } from "../../../bytes.ts";
import { frame } from "../../../frame.ts";
import { bytes } from "../periods.ts";

/** Everything that one signature is made of. */
export interface Signing {
  readonly message: Uint8Array;
  readonly pkS: Uint8Array;
  readonly pkR: Uint8Array;
  readonly pkJ: Uint8Array;
  readonly J: Uint8Array;
  readonly R: Uint8Array;
  readonly EJ: Uint8Array;
  readonly ER: Uint8Array;
  /** Which branch of each clause is known. */
  readonly who: Known;
  readonly whom: Known;
  /** k, d, x, l, e, y */
  readonly draws: readonly bigint[];
}

interface Known {
  readonly branch: "left" | "right";
  readonly secret: bigint;
}

export interface Signature {
  readonly bytes: Uint8Array;
  readonly values: Readonly<Record<"T1" | "T2" | "V1" | "V2" | "W" | "c", Uint8Array>>;
}

const { base, minus, multiplyOpenly, plusProduct, scalarBytes } = ristretto255;

/** α, β, k, d, x, l, e and y of the recipient at `index`, as 64 bytes each. */
export function drawsOf(index: number): Uint8Array[] {
  return Array.from({ length: 8 }, (_, i) => bytes(0x40 + 8 * index + i, 64));
}

/** The point of an encoding; of the identity too, which some cases have on purpose. */
function point(encoded: Uint8Array): RistrettoPoint {
  return ristretto255.decode(encoded) ?? base.subtract(base);
}

export function times(scalar: bigint, of: Uint8Array = base.toBytes()): Uint8Array {
  return multiplyOpenly(point(of), scalar).toBytes();
}

/** `z·of − c·image` */
export function difference(z: bigint, of: Uint8Array, c: bigint, image: Uint8Array): Uint8Array {
  return multiplyOpenly(point(of), z)
    .subtract(multiplyOpenly(point(image), c))
    .toBytes();
}

const made = new Map<string, Signature>();

/** Proves whatever it says, and the same only once. */
export function sign(signing: Signing): Signature {
  const { draws, message, who, whom, ...points } = signing;
  const key =
    JSON.stringify([message, ...Object.values(points)].map(hex)) + String(draws) + nameOf(who, whom);
  const signature = made.get(key) ?? proved(signing);
  made.set(key, signature);
  return signature;
}

function nameOf(...known: readonly Known[]): string {
  return known.map(({ branch, secret }) => `${branch}${secret}`).join();
}

function proved(signing: Signing): Signature {
  const { EJ, J, R, draws, pkJ, pkS, who, whom } = signing;
  const [k = 0n, d = 0n, x = 0n, l = 0n, e = 0n, y = 0n] = draws;
  const G = base.toBytes();
  const isLeft = { who: who.branch === "left", whom: whom.branch === "left" };
  const [T1, T2] = isLeft.who ? [times(k), difference(x, G, d, J)] : [difference(x, G, d, pkS), times(k)];
  const [V1, V2, W] = isLeft.whom
    ? [times(l), times(l, pkJ), difference(y, G, e, R)]
    : [difference(y, G, e, EJ), difference(y, pkJ, e, J), times(l)];
  const c = challengeOf(signing, [T1, T2, V1, V2, W]);
  const own = { who: minus(c, d), whom: minus(c, e) };
  const z = { who: plusProduct(k, own.who, who.secret), whom: plusProduct(l, own.whom, whom.secret) };
  const first = isLeft.who ? [own.who, z.who, x] : [d, x, z.who];
  const second = isLeft.whom ? [own.whom, z.whom, y] : [e, y, z.whom];
  const [c1 = 0n, ...zszj] = first;
  const [c2 = 0n, ...zvzw] = second;
  return {
    bytes: assembled(signing, [c, c1, c2, ...zszj, ...zvzw]),
    values: { T1, T2, V1, V2, W, c: scalarBytes(c) },
  };
}

export function assembled(
  { EJ, ER, J, R }: Pick<Signing, "J" | "R" | "EJ" | "ER">,
  scalars: readonly bigint[],
): Uint8Array {
  return concat(J, R, EJ, ER, ...scalars.map(scalarBytes));
}

/** ĉ */
function challengeOf(
  { EJ, ER, J, R, message, pkJ, pkR, pkS }: Signing,
  commitments: readonly Uint8Array[],
): bigint {
  const statement = [pkS, pkR, pkJ, J, R, EJ, ER, base.toBytes()];
  const label = "openfranking amf-v1 challenge v1";
  return ristretto255.hashToScalar(frame(label, "amf-v1", message, ...statement, ...commitments));
}
