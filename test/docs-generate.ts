import { mkdirSync, writeFileSync } from "node:fs";
import { generated } from "./docs/pages.ts";
import { project } from "./docs/vectors.ts";

// `npm run docs`: fills the blocks between `<!-- generated: name -->` and `<!-- end -->`.
mkdirSync(new URL("docs/spec/examples/", project), { recursive: true });
for (const [path, text] of await generated()) writeFileSync(new URL(path, project), text);
