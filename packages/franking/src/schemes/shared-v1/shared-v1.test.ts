import { readFileSync } from "node:fs";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { sharedV1 } from "./index.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(sharedV1, JSON.parse(vectors) as VectorsFile);
