import { execFileSync } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { schemes } from "@openfranking/franking";
import { costOfFranking, costOfRoles, costOfStamps } from "./franking.ts";
import { inTurns } from "./measure.ts";
import { costOfReports } from "./reporting.ts";
import { startServices } from "./services.ts";
import { costOfSending } from "./serving.ts";

/** One line of the table. `goal` is a bound in words. */
interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string | null;
}

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

async function frankingFigures(): Promise<Figure[]> {
  const hmac = await costOfOneHmac();
  const figures: Figure[] = [
    { what: "one HMAC-SHA-256 of 100 B by node:crypto, for comparison", value: hmac, unit: "µs", goal: null },
  ];
  for (const scheme of schemes) {
    const { franked, plain } = await costOfFranking(scheme);
    const stamp = await costOfStamps(scheme, 100);
    const { frank, judge, receive } = await costOfRoles(scheme);
    figures.push(
      {
        what: `${scheme.id}: 256 B over MLS, franked ÷ plain`,
        value: franked / plain,
        unit: "×",
        goal: "≤ 1.05",
      },
      { what: `${scheme.id}: stamp for one of 100 recipients`, value: stamp, unit: "µs", goal: "≤ 3" },
      { what: `${scheme.id}: stamps for recipients`, value: 1e6 / stamp, unit: "a CPU second", goal: null },
      { what: `${scheme.id}: frank a message of 256 B`, value: frank, unit: "µs", goal: null },
      { what: `${scheme.id}: receive it`, value: receive, unit: "µs", goal: null },
      { what: `${scheme.id}: judge a report of it`, value: judge, unit: "µs", goal: "≤ 50" },
      { what: `${scheme.id}: items judged`, value: 1e6 / judge, unit: "a CPU second", goal: null },
    );
  }
  return figures;
}

async function costOfOneHmac(): Promise<number> {
  const [key, data] = [randomBytes(32), randomBytes(100)];
  const { hmac } = await inTurns(
    {
      hmac: (operations, timed) =>
        timed(() => {
          for (let i = 0; i < operations; i++) createHmac("sha256", key).update(data).digest();
        }),
    },
    { operations: 2000, turns: 20 },
  );
  return hmac;
}

async function serviceFigures(): Promise<Figure[]> {
  const services = await startServices();
  try {
    const { echo, many, one } = await costOfSending(services);
    const report = await costOfReports(services);
    return [
      {
        what: "relay: accept, stamp, keep ÷ echo, one message a request",
        value: echo / one,
        unit: "×",
        goal: "≥ 0.5",
      },
      { what: "relay: twenty messages a request ÷ one", value: one / many, unit: "×", goal: "≥ 3.5" },
      { what: "relay: messages kept, one a request", value: 1e6 / one, unit: "a CPU second", goal: null },
      { what: "relay: messages kept, twenty a request", value: 1e6 / many, unit: "a CPU second", goal: null },
      { what: "moderation: reports kept", value: 1e6 / report, unit: "a CPU second", goal: "≥ 700" },
    ];
  } finally {
    await services.close();
  }
}

function commit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  const isChanged = git("status", "--porcelain") !== "";
  return `${git("rev-parse", "--short", "HEAD")}${isChanged ? " with changes" : ""}`;
}

function asLine({ goal, unit, value, what }: Figure): string {
  const number = value >= 100 ? Math.round(value).toString() : value.toPrecision(3);
  return `${what.padEnd(62)} ${number.padStart(8)} ${unit.padEnd(13)} ${goal === null ? "" : `goal ${goal}`}`.trimEnd();
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}`;
const figures = [...(await frankingFigures()), ...(await serviceFigures())];
if (values.json) console.log(JSON.stringify({ machine, commit: commit(), figures }));
else {
  console.log(`${machine}, commit ${commit()}`);
  console.log("CPU time, mean; what is compared was measured in turns.\n");
  for (const figure of figures) console.log(asLine(figure));
}
