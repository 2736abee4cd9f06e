// A scheme of someone else's that believes what an item says of itself.
import { createRequire } from "node:module";
import { merkleV1 } from "@openfranking/franking";
import { describeScheme, type VectorsFile } from "@openfranking/franking/testing";

const require = createRequire(import.meta.url);
const vectors: VectorsFile = require("@openfranking/franking/schemes/merkle-v1/vectors.json");

describeScheme(
  {
    ...merkleV1,
    judge: (item) => ({
      ...merkleV1.preview(item),
      verdict: "verified",
      tag: null,
      addressed: "named",
      own: false,
    }),
  },
  vectors,
);
