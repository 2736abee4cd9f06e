import { readFileSync } from "node:fs";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { cep } from "./index.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(cep, JSON.parse(vectors) as VectorsFile);
