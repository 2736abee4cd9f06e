import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { XWing } from "@hpke/hybridkem-x-wing";
import { hex, unhex } from "@openfranking/franking";
import { describe, expect, test } from "vitest";

const folder = process.env.OPENFRANKING_VECTORS ?? join(import.meta.dirname, "../../../../shared/vectors");
const file = join(folder, "hpke/hpke-pq.json");

interface Vector {
  readonly kem_id: number;
  readonly skRm: string;
  readonly pkRm: string;
  readonly enc: string;
  readonly shared_secret: string;
}

/** draft-connolly-cfrg-xwing-kem: KEM id 0x647a. */
const xWingId = 0x647a;

describe.skipIf(!existsSync(file))(
  "X-Wing, which evidence at rest is sealed with (hpke/hpke-pq.json)",
  () => {
    const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
    const own = vectors.filter(({ kem_id }) => kem_id === xWingId);

    test.each(own.map((vector, i) => [i, vector] as const))(
      "decapsulates published encapsulation %i",
      async (_, vector) => {
        const kem = new XWing();
        const recipientKey = await kem.deserializePrivateKey(unhex(vector.skRm).slice().buffer);
        const shared = await kem.decap({ recipientKey, enc: unhex(vector.enc).slice().buffer });
        expect(hex(new Uint8Array(shared))).toBe(vector.shared_secret);
      },
    );

    test("has at least one published vector here", () => {
      expect(own.length).toBeGreaterThan(0);
    });
  },
);
