import { ristretto255 } from "#primitives";
import { concat, equalBytes, type Rng } from "../../bytes.ts";
import { check, FrankingError } from "../../errors.ts";
import { asPoint, type Point, publicKeyOf, randomScalar } from "./keys.ts";
import { checkProof, prove, type Statement, type Witness } from "./proof.ts";

/** Who signs, to whom, and who may judge. */
export interface Keys {
  readonly pkS: Point;
  readonly pkR: Point;
  readonly pkJ: Point;
}

/** Frank of the paper's Fig. 5: J, R, EJ, ER and the proof, 352 bytes. Draws α, β and what the proof does: 512 bytes. */
export function sign(keys: Keys, skS: bigint, message: Uint8Array, rng: Rng): Uint8Array {
  const [alpha, beta] = [randomScalar(rng), randomScalar(rng)];
  const made = { J: times(keys.pkJ, alpha), R: times(keys.pkR, beta) };
  const statement = { ...keys, ...made, EJ: publicKeyOf(alpha), ER: publicKeyOf(beta) };
  const witness: Witness = { who: { side: "left", secret: skS }, whom: { side: "left", secret: alpha } };
  return signed(statement, message, witness, rng);
}

export function times({ point }: Point, scalar: bigint): Point {
  return asPoint(ristretto255.multiply(point, scalar));
}

/** The proof behind the points that are not keys. */
export function signed(statement: Statement, message: Uint8Array, witness: Witness, rng: Rng): Uint8Array {
  const { EJ, ER, J, R } = statement;
  return concat(J.bytes, R.bytes, EJ.bytes, ER.bytes, prove(statement, message, witness, rng));
}

/** Verify: R is the recipient's own, and the proof holds. Throws `FrankingError("signature")`. */
export function verify(signature: Uint8Array, message: Uint8Array, keys: Keys, skR: bigint): void {
  const statement = statementOf(signature, keys);
  check(isMultiple(statement.R, skR, statement.ER), "signature");
  checkProof(statement, message, signature.subarray(128));
}

/** Judge: J is the moderation's own, and the proof holds. Throws `FrankingError("signature")`. */
export function judgeSignature(signature: Uint8Array, message: Uint8Array, keys: Keys, skJ: bigint): void {
  const statement = statementOf(signature, keys);
  check(isMultiple(statement.J, skJ, statement.EJ), "signature");
  checkProof(statement, message, signature.subarray(128));
}

function statementOf(signature: Uint8Array, keys: Keys): Statement {
  const at = (index: number) => pointIn(signature.subarray(32 * index, 32 * index + 32));
  return { ...keys, J: at(0), R: at(1), EJ: at(2), ER: at(3) };
}

function pointIn(bytes: Uint8Array): Point {
  const point = ristretto255.decode(bytes);
  if (point === null) throw new FrankingError("signature");
  return { bytes, point };
}

/** Compared by encodings, in constant time: what a secret makes of a stranger's point is not to be guessed at. */
function isMultiple(made: Point, secret: bigint, of: Point): boolean {
  return equalBytes(times(of, secret).bytes, made.bytes);
}
