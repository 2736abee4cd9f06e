import { libraries } from "./packages.ts";
import { reportFolder, writeReports } from "./reports.ts";

const faults = libraries.flatMap((name) => writeReports(name, reportFolder));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
