import { readFileSync } from "node:fs";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { whatsappTokenV2 } from "./index.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(whatsappTokenV2, JSON.parse(vectors) as VectorsFile);
