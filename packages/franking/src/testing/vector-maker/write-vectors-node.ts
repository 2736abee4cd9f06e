import { writeFileSync } from "node:fs";
import { suites } from "./commitment.ts";
import { vectorsText } from "./vectors-file.ts";

// `npm run vectors`: writes what the schemes of the stamped family must answer.
for (const suite of suites) {
  writeFileSync(new URL(`../../schemes/${suite.id}/vectors.json`, import.meta.url), vectorsText(suite));
}
