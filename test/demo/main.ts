import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { allSchemes } from "@openfranking/franking";
import { tellStory } from "./story.ts";
import { asText, Telling } from "./telling.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, scheme: { type: "string", default: "merkle-v1" } },
});

const scheme = allSchemes.find(({ id }) => id === values.scheme);
if (scheme === undefined) {
  const ids = allSchemes.map(({ id }) => id).join(", ");
  console.error(`There is no scheme ${JSON.stringify(values.scheme)}: choose one of ${ids}.`);
  process.exit(2);
}

let told = 0;
const telling = new Telling((step) => {
  told += 1;
  if (!values.json) console.log(asText(step, told));
});

const directory = await mkdtemp(join(tmpdir(), "openfranking-demo-"));
try {
  await tellStory(directory, scheme, telling);
} finally {
  await rm(directory, { recursive: true, force: true });
}

const claims = telling.steps.flatMap((step) => step.claims);
const held = claims.filter(({ holds }) => holds).length;
if (values.json)
  console.log(
    JSON.stringify({
      scheme: values.scheme,
      holds: telling.holds,
      claims: claims.length,
      held,
      steps: telling.steps,
    }),
  );
else console.log(`${held} of ${claims.length} claims hold.`);
process.exitCode = telling.holds ? 0 : 1;
