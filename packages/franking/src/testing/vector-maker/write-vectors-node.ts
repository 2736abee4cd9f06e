import { writeFileSync } from "node:fs";
import { makers } from "./makers.ts";

// `npm run vectors`: writes what the schemes must answer.
for (const [id, text] of Object.entries(makers)) {
  writeFileSync(new URL(`../../schemes/${id}/vectors.json`, import.meta.url), text());
}
