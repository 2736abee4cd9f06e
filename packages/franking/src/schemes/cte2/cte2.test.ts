import { readFileSync } from "node:fs";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { cte2 } from "./index.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(cte2, JSON.parse(vectors) as VectorsFile);
