import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, hex, type Rng } from "./bytes.ts";
import type { Ccaead } from "./ccaead.ts";
import { cepCcaead } from "./schemes/cep/ccaead.ts";
import { cte1Ccaead } from "./schemes/cte1/ccaead.ts";
import { cte2Ccaead } from "./schemes/cte2/ccaead.ts";
import { hfcCcaead } from "./schemes/hfc/ccaead.ts";

interface Subject {
  readonly id: string;
  readonly ccaead: Ccaead;
  /** Bytes of C1 beyond the message. */
  readonly overhead: number;
  /** What is drawn, in this order. */
  readonly draws: readonly number[];
  /** C1 and C2 of the examples below, by test/interop/ccaead.py. */
  readonly examples: readonly (readonly [sealed: string, commitment: string])[];
}

const subjects: readonly Subject[] = [
  {
    id: "cte1",
    ccaead: cte1Ccaead,
    overhead: 60,
    draws: [32, 12],
    examples: [
      [
        "202122232425262728292a2bab8fe9b7620d86df295830866239aa6c7ce6e6bcacd429030670f8d8000939d03051015415a3517a561c09a3419058548f22189651abdcab0039e9a1026ee7b81fa9cf1b5ba80f124d8d331d0c88be78174d32d7a1210377e53fad5b2a8bd1218da20ccf4aef8b6b34c99fcdf80b43b3f276959eb973578b0a6a2d",
        "01c20e4d74818c1572973833e5a6cdfb656af1f8bd0c520572f81ca4bdb73d83",
      ],
      [
        "202122232425262728292a2b9bbfd987523db6ef196800b652099a5c2cb6b6ecfc8479535620a888505969801b11dbc6d9976cc8a83aef71dc219031",
        "6d3e0218c323a8dd095e94a964144bde7850702294b2d6c5dadb952ce1fb556c",
      ],
      [
        "202122232425262728292a2bab8fe9b7620d86df295830866239aa6c7ce6e6bcacd429030670f8d8000939d03051015415a3517a561c09a3419058548f22189651abdcab0039e9a1026ee7b86fd9bf6b2bd87f623dfd43160187b373025a27ccbc3e1e6cf028b8502784dc2a52031885e3e6e0400177e6b50010d6b2",
        "c879943faf93e1e8e7f5311d2d5e9a13022d40cb80aadc002b2b5ccdacac9e96",
      ],
    ],
  },
  {
    id: "cte2",
    ccaead: cte2Ccaead,
    overhead: 60,
    draws: [32, 12],
    examples: [
      [
        "202122232425262728292a2bab8fe9b7620d86df295830866239aa6c7ce6e6bcacd429030670f8d8000939d03051015415a3517a561c09a3419058548f22189651abdcab0039e9a1026ee7b81fa9cf1b5ba80f124d8d331d0c88be78174d32d7a1210377e53fad5b2a8bd1218da20ccf4aef8b6b34c99fd2d7b74acaf2c3b60a8bca734e52f000",
        "6751ab6369ae3c4aa79ddb6c36623f9cc5855d827fd92414bc8c318143999a01",
      ],
      [
        "202122232425262728292a2b9bbfd987523db6ef196800b652099a5c2cb6b6ecfc8479535620a888505969804d6dba5db67ef26a9109049ab7dcb6bc",
        "5744676f7c227791c0ce612ceb358b1a8044edb0a4242984a453f658d4e47b70",
      ],
      [
        "202122232425262728292a2bab8fe9b7620d86df295830866239aa6c7ce6e6bcacd429030670f8d8000939d03051015415a3517a561c09a3419058548f22189651abdcab0039e9a1026ee7b86fd9bf6b2bd87f623dfd43160187b373025a27ccbc3e1e6cf028b8502784dc2a107f88cb907d1d8672f6d3855e16d802",
        "3f44fb905ae80134e8906b8b0ab13a1c3cad2e8f79c20396eb758c97aa81a40c",
      ],
    ],
  },
  {
    id: "cep",
    ccaead: cepCcaead,
    overhead: 44,
    draws: [12],
    examples: [
      [
        "000102030405060708090a0bad6135f2de180d7cc4f2b9710fdbef67cde49fbcba397ae7a5fdacbe6d083c7015b3ef810e50bca5027d1b2a47dba026d94b1a214754d0d32f331b81f352b8c4016a74c3e3a0624845cdbb14120f00ebd8b70d19353fd75d367a1bdbddea8311b7141c02ca4bc49b82d4a7",
        "cbf9d1d18bd9a0cf465eceb2756d3020bd6b320bbb98d6f8d1d5f936c3fe4a87",
      ],
      [
        "000102030405060708090a0b5ef542163d84977ab26ffe567f86305ca45c58b2127d0f7521b6c6dbed70d38d",
        "94487a10a815b3cbd47c4042d53974d745c6313753e7bd07c0d2a2c9442f2da6",
      ],
      [
        "000102030405060708090a0bad6135f2de180d7cc4f2b9710fdbef67cde49fbcba397ae7a5fdacbe6d083c7015b3ef810e50bca5027d1b2a47dba026d94b1a214754d0d32f331b81f352b8c4b256730c193a5d017e3476d2909958bebee8d5aef93bcad24f15bdb4cfb49b9f",
        "ababf74c2ff5b5bcd56ac7da8f1a85affc66a07ee4682b86d5e92d94f290738a",
      ],
    ],
  },
  {
    id: "hfc",
    ccaead: hfcCcaead,
    overhead: 92,
    draws: [64, 12],
    examples: [
      [
        "2c81954e3f56513f8cef66a1abf1ed3fc779d945fc0acf97bfdb62b800479b8173076ebb243ab28028560f497dd3f17b118e54696d96295a68c0577c6e86f803f0cbbc19dc781502f5e2c5404142434445464748494a4bd9cb034537e0b86d70f8db7233a315326072052dfe54dbbe2a52a04872f424940d940096bdba9b16fd8ad7e6d9c669dc6260b6214211ffff6676ce6cdb911ee570e57ffcc316d562c6b08e1567c41132",
        "5be50a0731b5d710b15e22af819ff5bc2d815325a0dda9b946e5004e1e66181a",
      ],
      [
        "404142434445464748494a4bd9cb034537e0b86d70f8db7233a315326072052dfe54dbbe2a52a04872f424940d940096bdba9b16fd8ad7e6d9c669dc6260b6214211ffff6676ce6cdb911ee54c916158051157f0855a5dce69ae491c",
        "a067dc0f6dd7c1c1d722072701c4b3cceef18d96104b63875c3d349f83c12e04",
      ],
      [
        "d256f46e9e1267abda1177d56ae804d4de342759e1df5f36d1d3d445863628f59c16bcd693e5c1bc8d138d847fc6c4aebdf45ead22a49727f55b416cc2d25a89404142434445464748494a4bd9cb034537e0b86d70f8db7233a315326072052dfe54dbbe2a52a04872f424940d940096bdba9b16fd8ad7e6d9c669dc6260b6214211ffff6676ce6cdb911ee57f2f550b6106d7e826851b02c25d0023",
        "f97754a9491ca1fc4973a89c52c5713972f99399e9c0f703f9b26be5abf9890f",
      ],
    ],
  },
];

/** 0, 1, 2, … modulo 256. */
function counting(): Rng {
  let next = 0;
  return (size) => Uint8Array.from({ length: size }, () => next++);
}

const run = (size: number, from: number) => Uint8Array.from({ length: size }, (_, i) => from + i);
const key = run(32, 0x80);

/** Lengths of header and message: with parts of blocks, with nothing, of whole blocks. */
const exampleSizes = [
  [70, 75],
  [0, 0],
  [64, 64],
] as const;

describe.each(subjects)("$id", ({ ccaead, draws, examples, overhead }) => {
  const sealWith = (header: Uint8Array, message: Uint8Array, rng = counting()) =>
    ccaead.encrypt(key, header, message, rng);

  /** Seals, and expects of `decrypt` and `verify` what they owe to an honest sender. */
  function expectToComeBack(header: Uint8Array, message: Uint8Array): void {
    const { commitment, sealed } = sealWith(header, message);
    const opened = ccaead.decrypt(key, header, sealed, commitment);
    expect(opened?.message).toEqual(message);
    expect(opened?.openingKey).toHaveLength(ccaead.openingKeyBytes);
    expect(ccaead.verify(header, message, opened?.openingKey ?? key, commitment)).toBe(true);
    expect([commitment.length, sealed.length]).toEqual([32, message.length + overhead]);
  }

  test("gives the bytes that its page leads to", () => {
    const made = exampleSizes.map(([header, message]) => sealWith(run(header, 0x20), run(message, 0x30)));
    expect(made.map(({ sealed, commitment }) => [hex(sealed), hex(commitment)])).toEqual(examples);
  });

  test("draws what its page says, in that order", () => {
    const drawn: number[] = [];
    const rng: Rng = (size) => {
      drawn.push(size);
      return new Uint8Array(size);
    };
    sealWith(run(3, 0), run(5, 0), rng);
    expect(drawn).toEqual(draws);
  });

  test("what is sealed comes back and verifies, at every length of header and message", () => {
    for (let size = 0; size <= 130; size++) {
      for (const other of [0, 1, 31, 32, 33, 63, 64, 65, 128]) {
        expectToComeBack(run(size, 1), run(other, 2));
        expectToComeBack(run(other, 1), run(size, 2));
      }
    }
  });

  test("any header and any message come back", () => {
    const some = fc.uint8Array({ maxLength: 300 });
    fc.assert(fc.property(some, some, (header, message) => expectToComeBack(header, message)));
  });

  test("nothing comes back when a bit of header, ciphertext or commitment is turned", () => {
    const [header, message] = [run(67, 1), run(35, 2)];
    const { commitment, sealed } = sealWith(header, message);
    const open = (h: Uint8Array, c1: Uint8Array, c2: Uint8Array) => ccaead.decrypt(key, h, c1, c2);
    for (const changed of eachBitTurned(header)) expect(open(changed, sealed, commitment)).toBeNull();
    for (const changed of eachBitTurned(sealed)) expect(open(header, changed, commitment)).toBeNull();
    for (const changed of eachBitTurned(commitment)) expect(open(header, sealed, changed)).toBeNull();
  });

  test("nothing comes back under another key, and of a ciphertext that is cut or lengthened", () => {
    const [header, message] = [run(5, 1), run(40, 2)];
    const { commitment, sealed } = sealWith(header, message);
    for (const other of eachBitTurned(key)) {
      expect(ccaead.decrypt(other, header, sealed, commitment)).toBeNull();
    }
    for (let size = 0; size < sealed.length; size++) {
      expect(ccaead.decrypt(key, header, sealed.subarray(0, size), commitment)).toBeNull();
      expect(ccaead.decrypt(key, header, sealed.subarray(sealed.length - size), commitment)).toBeNull();
    }
    expect(ccaead.decrypt(key, header, concat(sealed, Uint8Array.of(0)), commitment)).toBeNull();
    expect(ccaead.decrypt(key, header, sealed, commitment.subarray(1))).toBeNull();
  });

  test("verification refuses a header, message, opening key or commitment with a bit turned", () => {
    const [header, message] = [run(67, 1), run(35, 2)];
    const { commitment, sealed } = sealWith(header, message);
    const kf = ccaead.decrypt(key, header, sealed, commitment)?.openingKey ?? key;
    for (const changed of eachBitTurned(header))
      expect(ccaead.verify(changed, message, kf, commitment)).toBe(false);
    for (const changed of eachBitTurned(message))
      expect(ccaead.verify(header, changed, kf, commitment)).toBe(false);
    for (const changed of eachBitTurned(kf))
      expect(ccaead.verify(header, message, changed, commitment)).toBe(false);
    for (const changed of eachBitTurned(commitment))
      expect(ccaead.verify(header, message, kf, changed)).toBe(false);
    expect(ccaead.verify(header, message, kf, commitment.subarray(1))).toBe(false);
  });

  test("a commitment tells where the header ends and the message begins", () => {
    const both = run(150, 1);
    const { commitment, sealed } = sealWith(both.subarray(0, 70), both.subarray(70));
    const kf = ccaead.decrypt(key, both.subarray(0, 70), sealed, commitment)?.openingKey ?? key;
    const holds = Array.from({ length: 151 }, (_, at) => at).filter((at) =>
      ccaead.verify(both.subarray(0, at), both.subarray(at), kf, commitment),
    );
    expect(holds).toEqual([70]);
  });

  test("a commitment tells a header and a message from those with zeros behind them", () => {
    for (const size of [0, 20, 32, 64]) {
      const [header, message] = [run(size, 1), run(size, 2)];
      const { commitment, sealed } = sealWith(header, message);
      const kf = ccaead.decrypt(key, header, sealed, commitment)?.openingKey ?? key;
      for (let zeros = 1; zeros <= 64; zeros++) {
        const longer = (bytes: Uint8Array) => concat(bytes, new Uint8Array(zeros));
        expect(ccaead.verify(longer(header), message, kf, commitment)).toBe(false);
        expect(ccaead.verify(header, longer(message), kf, commitment)).toBe(false);
      }
    }
  });

  test("the opening of one message opens no other under the same key", () => {
    const rng = counting();
    const [first, second] = [sealWith(run(1, 1), run(9, 2), rng), sealWith(run(1, 1), run(9, 2), rng)];
    const kf = ccaead.decrypt(key, run(1, 1), first.sealed, first.commitment)?.openingKey ?? key;
    expect(ccaead.verify(run(1, 1), run(9, 2), kf, second.commitment)).toBe(false);
    expect(ccaead.decrypt(key, run(1, 1), first.sealed, second.commitment)).toBeNull();
  });

  test("keys of another length are an error of the caller", () => {
    const { commitment, sealed } = sealWith(run(1, 1), run(9, 2));
    const kf = ccaead.openingKeyBytes;
    for (const size of [0, 31, 33]) {
      const wrong = new Uint8Array(size);
      expect(() => ccaead.encrypt(wrong, wrong, wrong, counting())).toThrow(RangeError);
      expect(() => ccaead.decrypt(wrong, run(1, 1), sealed, commitment)).toThrow(RangeError);
    }
    for (const size of [0, kf - 1, kf + 1]) {
      expect(() => ccaead.verify(run(1, 1), run(9, 2), new Uint8Array(size), commitment)).toThrow(RangeError);
    }
  });
});

function eachBitTurned(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: 8 * bytes.length }, (_, bit) =>
    bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
  );
}
