import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { PrimitiveVectors } from "./primitive-vectors.ts";

const root = new URL("../../../../", import.meta.url);
const given = process.env.OPENFRANKING_VECTORS;

/** Vectors that other people made lie outside the project: in `$OPENFRANKING_VECTORS`, or in `../shared/vectors`. */
const vectorsFolder =
  given === undefined ? new URL("../shared/vectors/", root) : new URL("./", pathToFileURL(`${given}/`));

/** A folder of them, and whether it is there. */
export function externalVectors(folder: string): { readonly folder: URL; readonly isThere: boolean } {
  const url = new URL(`${folder}/`, vectorsFolder);
  return { folder: url, isThere: existsSync(url) };
}

export function readPrimitiveVectors(): PrimitiveVectors {
  return {
    cctv: JSON.parse(textOf("cctv-ed25519/ed25519vectors.json")),
    ed25519: JSON.parse(textOf("wycheproof/ed25519_test.json")),
    x25519: JSON.parse(textOf("wycheproof/x25519_test.json")),
    hmacSha256: JSON.parse(textOf("wycheproof/hmac_sha256_test.json")),
    hkdfSha256: JSON.parse(textOf("wycheproof/hkdf_sha256_test.json")),
    aesGcm: JSON.parse(textOf("wycheproof/aes_gcm_test.json")),
  };
}

function textOf(name: string): string {
  return readFileSync(new URL(name, vectorsFolder), "utf8");
}
