import { schemeOf } from "@openfranking/franking";
import {
  type Outcome,
  type PrimitiveVectors,
  runPrimitiveVectors,
  runVectors,
  type VectorsFile,
} from "@openfranking/franking/testing/vectors";

/** What test/browser-franking.test.ts calls in the page. */
export interface FrankingPage {
  /** Of a `vectors.json`. */
  runVectors(json: string): Outcome[];
  /** Of `PrimitiveVectors` in JSON. */
  runPrimitiveVectors(json: string): Outcome[];
}

const page: FrankingPage = {
  runVectors(json) {
    const file: VectorsFile = JSON.parse(json);
    return runVectors(schemeOf(file.scheme), file);
  },
  runPrimitiveVectors(json) {
    const vectors: PrimitiveVectors = JSON.parse(json);
    return runPrimitiveVectors(vectors);
  },
};

Object.assign(globalThis, { franking: page });
