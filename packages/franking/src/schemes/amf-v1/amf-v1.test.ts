import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ristretto255 } from "#primitives";
import { concat, hex } from "../../bytes.ts";
import { decode } from "../../canonical.ts";
import { FrankingError } from "../../errors.ts";
import { frame } from "../../frame.ts";
import { notEnrolled } from "../../scheme.ts";
import { reveal } from "../../secret.ts";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { hello, messageOf } from "../../testing/suite/messages.ts";
import { resultOf } from "../../testing/suite/refusal.ts";
import {
  arrivalOf,
  createWorld,
  frank,
  moderatorOf,
  named,
  receive,
  recipientOf,
  send,
} from "../../testing/suite/world.ts";
import { forge, jForge, rForge } from "./forge.ts";
import { amfV1 } from "./index.ts";
import {
  asPoint,
  judgeKeyOf,
  judgeSecretOf,
  type Point,
  publicKey,
  publicKeyOf,
  randomScalar,
  secretScalar,
} from "./keys.ts";
import { checkProof } from "./proof.ts";
import { judgeSignature, sign, times, verify } from "./signature.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(amfV1, JSON.parse(vectors) as VectorsFile);

const world = createWorld(amfV1);
const { enrolled, moderationKey, record, relayKey, rng } = world;
const m = new TextEncoder().encode("what was said");

function secretOf(account: string): bigint {
  return secretScalar(enrolled.get(account)?.secretKey ?? null);
}

function keyOf(account: string): Point {
  return publicKey(enrolled.get(account)?.publicKey ?? null);
}

const keys = { pkS: keyOf("a1"), pkR: keyOf("b2"), pkJ: judgeKeyOf(record) };
const [skS, skR, skJ] = [secretOf("a1"), secretOf("b2"), judgeSecretOf(moderationKey)];
const refused = { refused: "signature" } as const;
const accepted = { value: undefined } as const;

/** What Verify and Judge say of it. */
function outcomes(signature: Uint8Array, message: Uint8Array = m, of = keys) {
  return {
    verify: resultOf(() => verify(signature, message, of, skR)),
    judge: resultOf(() => judgeSignature(signature, message, of, skJ)),
  };
}

describe("a signature", () => {
  const signature = sign(keys, skS, m, rng);

  test("is accepted by its recipient and its moderation", () => {
    expect(signature).toHaveLength(352);
    expect(outcomes(signature)).toEqual({ verify: accepted, judge: accepted });
  });

  test("is to one recipient, one moderation, one sender and one message", () => {
    const other = publicKeyOf(randomScalar(rng));
    for (const changed of ["pkS", "pkR", "pkJ"] as const) {
      expect(outcomes(signature, m, { ...keys, [changed]: other })).toEqual({
        verify: refused,
        judge: refused,
      });
    }
    expect(outcomes(signature, concat(m, m))).toEqual({ verify: refused, judge: refused });
  });

  test("of another sender's key is refused", () => {
    expect(outcomes(sign(keys, secretOf("c3"), m, rng))).toEqual({ verify: refused, judge: refused });
  });

  test("is refused by a recipient and a moderation of another key", () => {
    const another = secretOf("c3");
    expect(resultOf(() => verify(signature, m, keys, another))).toEqual(refused);
    expect(resultOf(() => judgeSignature(signature, m, keys, another))).toEqual(refused);
  });
});

describe("the forgers", () => {
  test("of the public make what neither recipient nor moderation accepts", () => {
    expect(outcomes(forge(keys, m, rng))).toEqual({ verify: refused, judge: refused });
  });

  test("of a recipient's key make what she accepts and the moderation does not", () => {
    expect(outcomes(rForge(keys, skR, m, rng))).toEqual({ verify: accepted, judge: refused });
  });

  test("of the moderation's key make what both accept", () => {
    expect(outcomes(jForge(keys, skJ, m, rng))).toEqual({ verify: accepted, judge: accepted });
  });

  test("make proofs that hold, as a sender's do", () => {
    for (const made of [
      sign(keys, skS, m, rng),
      forge(keys, m, rng),
      rForge(keys, skR, m, rng),
      jForge(keys, skJ, m, rng),
    ]) {
      const [J, R, EJ, ER] = [0, 1, 2, 3].map((i) => publicKey(made.subarray(32 * i, 32 * i + 32)));
      if (!J || !R || !EJ || !ER) throw new Error("unreachable: four were read");
      expect(resultOf(() => checkProof({ ...keys, J, R, EJ, ER }, m, made.subarray(128)))).toEqual(accepted);
    }
  });

  test("make a signature of the size of a sender's", () => {
    for (const made of [forge(keys, m, rng), rForge(keys, skR, m, rng), jForge(keys, skJ, m, rng)]) {
      expect(made).toHaveLength(sign(keys, skS, m, rng).length);
    }
  });
});

describe("a challenge over message and commitments alone", () => {
  const { base, hashToScalar, minus, multiplyOpenly, plusProduct, scalarBytes } = ristretto255;
  const G = { bytes: base.toBytes(), point: base };

  /** `z · of − c · image` */
  function difference(z: bigint, of: Point, c: bigint, image: Point): Point {
    return asPoint(multiplyOpenly(of.point, z).subtract(multiplyOpenly(image.point, c)));
  }

  function weakChallenge(message: Uint8Array, commitments: readonly Point[]): bigint {
    const bytes = commitments.map((it) => it.bytes);
    return hashToScalar(frame("openfranking amf-v1 challenge v1", "amf-v1", message, G.bytes, ...bytes));
  }

  /** By Fermat: the order is prime. */
  function inverse(of: bigint): bigint {
    const bits = minus(0n, 2n).toString(2);
    return [...bits].reduce((result, bit) => {
      const square = plusProduct(0n, result, result);
      return bit === "1" ? plusProduct(0n, square, of) : square;
    }, 1n);
  }

  /** Of no secret: the commitments are chosen first, and J and EJ to fit them. */
  function forgedAfterwards({ pkJ, pkR, pkS }: typeof keys): { parts: Point[]; scalars: bigint[] } {
    const draw = () => randomScalar(rng);
    const [beta, c1, zs, p, w, y, e, zw] = [draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw()];
    const [R, ER] = [times(pkR, beta), publicKeyOf(beta)];
    const T2 = difference(p, G, minus(0n, w), pkJ);
    const commitments = [
      difference(zs, G, c1, pkS),
      T2,
      publicKeyOf(y),
      times(pkJ, y),
      difference(zw, G, e, R),
    ];
    const c = weakChallenge(m, commitments);
    const s = plusProduct(0n, minus(0n, w), inverse(minus(c, c1)));
    const c2 = minus(c, e);
    const parts = [times(pkJ, s), R, publicKeyOf(s), ER];
    return { parts, scalars: [c, c1, c2, zs, p, plusProduct(y, c2, s), zw] };
  }

  test("would accept what anyone can make in every name, and this one does not", () => {
    const { parts, scalars } = forgedAfterwards(keys);
    const [J, R, EJ] = parts;
    const [c = 0n, c1 = 0n, c2 = 0n, zs = 0n, zj = 0n, zv = 0n, zw = 0n] = scalars;
    if (!J || !R || !EJ) throw new Error("unreachable: four were made");
    const commitments = [
      difference(zs, G, c1, keys.pkS),
      difference(zj, G, minus(c, c1), J),
      difference(zv, G, c2, EJ),
      difference(zv, keys.pkJ, c2, J),
      difference(zw, G, minus(c, c2), R),
    ];
    expect(weakChallenge(m, commitments)).toBe(c);
    expect(times(EJ, skJ).bytes).toEqual(J.bytes);

    const signature = concat(...parts.map((it) => it.bytes), ...scalars.map(scalarBytes));
    expect(outcomes(signature)).toEqual({ verify: refused, judge: refused });
  });
});

describe("a message", () => {
  const secrets = [{ key: rng(16), seed: rng(32), locator: "blobs/1" }];
  const sent = send(world, messageOf(world, hello), secrets);
  const { evidence } = receive(world, arrivalOf(world, sent, "b2"), "b2");

  test("leaves with its recipient her own signature, and no attachment's key", () => {
    const { signatures } = decode(sent.franked.inner) as {
      signatures: { account: string; signature: Uint8Array }[];
    };
    expect(signatures.map(({ account }) => account)).toEqual(["a1", "b2", "c3"]);
    for (const { account, signature } of signatures) {
      expect(hex(evidence).includes(hex(signature))).toBe(account === "b2");
    }
    for (const secret of secrets) expect(hex(evidence)).not.toContain(hex(secret.key));
  });

  test("shows the relay neither who sends it nor to whom", () => {
    const [delivery = new Uint8Array()] = sent.deliveries;
    for (const account of ["a1", "b2", "c3"]) {
      const name = hex(concat(Uint8Array.of(0x62), new TextEncoder().encode(account)));
      for (const seen of [sent.franked.outer, delivery]) expect(hex(seen)).not.toContain(name);
    }
  });

  test("is not judged with what the relay holds", () => {
    expect(reveal(relayKey.reporterKey)).toEqual(reveal(moderationKey.reporterKey));
    const moderator = { ...moderatorOf(world, named(world, "b2")), keys: () => relayKey };
    expect(() => amfV1.judge(evidence, moderator)).toThrow(new FrankingError("key"));
  });

  test("is neither sent, nor received, nor judged without keys of accounts", () => {
    const message = messageOf(world, hello);
    const key = new FrankingError("key");
    expect(() => amfV1.frank(message, { ...notEnrolled, moderation: record }, rng)).toThrow(key);
    const { accountKey: _, ...recipient } = recipientOf(world, "b2");
    expect(() => amfV1.receive(arrivalOf(world, sent, "b2"), recipient)).toThrow(key);
    const withoutPair = { ...recipientOf(world, "b2"), self: null };
    expect(() => amfV1.receive(arrivalOf(world, sent, "b2"), withoutPair)).toThrow(key);
    const { accountKey: __, ...moderator } = moderatorOf(world, named(world, "b2"));
    expect(() => amfV1.judge(evidence, moderator)).toThrow(key);
  });

  test("of the same words has other signatures each time", () => {
    const message = messageOf(world, hello);
    expect(frank(world, message).inner).not.toEqual(frank(world, message).inner);
  });
});

describe("keys", () => {
  test("of accounts and moderations are scalars and their points", () => {
    const { publicKey: made, secretKey } = amfV1.accountKeys?.enrol(rng) ?? {};
    expect(made).toEqual(publicKeyOf(secretScalar(secretKey ?? null)).bytes);
    expect(judgeKeyOf(record).bytes).toEqual(publicKeyOf(skJ).bytes);
  });

  test("of the relay are an X25519 pair and no more", () => {
    expect(record.relayPk).toHaveLength(32);
    expect(record.moderationPk).toHaveLength(64);
    expect(reveal(relayKey.secret)).toHaveLength(0);
  });
});
