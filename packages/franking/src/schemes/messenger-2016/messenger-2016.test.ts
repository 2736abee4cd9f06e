import { readFileSync } from "node:fs";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { messenger2016 } from "./index.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(messenger2016, JSON.parse(vectors) as VectorsFile);
