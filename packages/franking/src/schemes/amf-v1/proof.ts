import { type RistrettoPoint, ristretto255 } from "#primitives";
import { concat, type Rng } from "../../bytes.ts";
import { check, FrankingError } from "../../errors.ts";
import { frame } from "../../frame.ts";
import { suite } from "./formats.ts";
import { type Point, randomScalar } from "./keys.ts";

/** Everything in the paper's Fig. 5 that is public. All of it is hashed into the challenge. */
export interface Statement {
  readonly pkS: Point;
  readonly pkR: Point;
  readonly pkJ: Point;
  readonly J: Point;
  readonly R: Point;
  readonly EJ: Point;
  readonly ER: Point;
}

/** Of each clause, which branch the prover can show, and its secret. */
export interface Witness {
  readonly who: Known;
  readonly whom: Known;
}
interface Known {
  readonly side: "left" | "right";
  readonly secret: bigint;
}

/** One w with `image = w · base` for each pair: Schnorr's protocol for one pair, Chaum and Pedersen's for two. */
type Relation = readonly (readonly [base: RistrettoPoint, image: RistrettoPoint])[];
/** The left relation or the right one, and nobody sees which (Cramer, Damgård, Schoenmakers). */
type Clause = Readonly<Record<Known["side"], Relation>>;

/** `( pkS = t·G ∨ J = u·G ) ∧ ( (J = v·pkJ ∧ EJ = v·G) ∨ R = w·G )` */
function clausesOf({ EJ, J, R, pkJ, pkS }: Statement): { readonly who: Clause; readonly whom: Clause } {
  const { base } = ristretto255;
  return {
    who: { left: [[base, pkS.point]], right: [[base, J.point]] },
    whom: {
      left: [
        [base, EJ.point],
        [pkJ.point, J.point],
      ],
      right: [[base, R.point]],
    },
  };
}

/**
 * A signature of knowledge of the witness over `message`, without the statement: c ‖ c1 ‖ c2 ‖ zs ‖ zj ‖ zv ‖ zw, 224 bytes.
 * Draws three scalars a clause.
 */
export function prove(statement: Statement, message: Uint8Array, witness: Witness, rng: Rng): Uint8Array {
  const clauses = clausesOf(statement);
  const who = begin(clauses.who, witness.who, rng);
  const whom = begin(clauses.whom, witness.whom, rng);
  const c = challenge(statement, message, [...who.commitments, ...whom.commitments]);
  const [c1, zs, zj] = who.answer(c);
  const [c2, zv, zw] = whom.answer(c);
  return concat(...[c, c1, c2, zs, zj, zv, zw].map(ristretto255.scalarBytes));
}

/** Commits to the branch that is known, and simulates the other for a challenge of its own. */
function begin(clause: Clause, { secret, side }: Known, rng: Rng) {
  const nonce = randomScalar(rng);
  const otherChallenge = randomScalar(rng);
  const otherResponse = randomScalar(rng);
  const other = side === "left" ? "right" : "left";
  const inOrder = <T>(own: T, simulated: T): [left: T, right: T] =>
    side === "left" ? [own, simulated] : [simulated, own];
  const own = clause[side].map(([base]) => ristretto255.multiply(base, nonce));
  const simulated = commitmentsOf(clause[other], otherResponse, otherChallenge);
  return {
    commitments: inOrder(own, simulated).flat(),
    /** The left branch's challenge, and both responses. */
    answer(c: bigint): [challenge: bigint, left: bigint, right: bigint] {
      const ownChallenge = ristretto255.minus(c, otherChallenge);
      const response = ristretto255.plusProduct(nonce, ownChallenge, secret);
      return [inOrder(ownChallenge, otherChallenge)[0], ...inOrder(response, otherResponse)];
    },
  };
}

/** The only commitments that fit: `z · base − c · image`. */
function commitmentsOf(relation: Relation, z: bigint, c: bigint): RistrettoPoint[] {
  const { multiplyOpenly } = ristretto255;
  return relation.map(([base, image]) => multiplyOpenly(base, z).subtract(multiplyOpenly(image, c)));
}

/** Throws `FrankingError("signature")` unless `proof` is of this statement and this message. */
export function checkProof(statement: Statement, message: Uint8Array, proof: Uint8Array): void {
  const scalar = (index: number) => scalarAt(proof, index);
  const [c, c1, c2] = [scalar(0), scalar(1), scalar(2)];
  const [zs, zj, zv, zw] = [scalar(3), scalar(4), scalar(5), scalar(6)];
  const { who, whom } = clausesOf(statement);
  const commitments = [
    ...commitmentsOf(who.left, zs, c1),
    ...commitmentsOf(who.right, zj, ristretto255.minus(c, c1)),
    ...commitmentsOf(whom.left, zv, c2),
    ...commitmentsOf(whom.right, zw, ristretto255.minus(c, c2)),
  ];
  check(challenge(statement, message, commitments) === c, "signature");
}

function scalarAt(proof: Uint8Array, index: number): bigint {
  const scalar = ristretto255.scalar(proof.subarray(32 * index, 32 * index + 32));
  if (scalar === null) throw new FrankingError("signature");
  return scalar;
}

/**
 * Fiat and Shamir's challenge over the whole statement. Over message and commitments alone, anyone could choose J and EJ
 * afterwards and sign in every name.
 */
function challenge(
  statement: Statement,
  message: Uint8Array,
  commitments: readonly RistrettoPoint[],
): bigint {
  const { EJ, ER, J, R, pkJ, pkR, pkS } = statement;
  const points = [pkS, pkR, pkJ, J, R, EJ, ER].map(({ bytes }) => bytes);
  const made = [ristretto255.base, ...commitments].map((point) => point.toBytes());
  return ristretto255.hashToScalar(
    frame("openfranking amf-v1 challenge v1", suite, message, ...points, ...made),
  );
}
