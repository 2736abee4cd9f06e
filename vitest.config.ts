import { fileURLToPath } from "node:url";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Packages are taken from their sources; what is outside node_modules is never externalised.
const conditions = ["@openfranking/source", ...defaultServerConditions];
const resolve = { conditions };
const ssr = { resolve: { conditions, externalConditions: ["@openfranking/source", "node", "module-sync"] } };
const noble = fileURLToPath(new URL("packages/franking/src/primitives-noble.ts", import.meta.url));
// Tests of what keeps nothing between them need no process and no modules of their own: half of the time.
const functionsOfTheirArguments = { pool: "threads", isolate: false } as const;

export default defineConfig({
  test: {
    reporters: ["default", "./test/summary-reporter.ts"],
    // Tests over real services wait for disks and browsers: one worker would leave half of two cores idle.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: "unit",
          environment: "node",
          include: ["packages/{client,franking,protocol,review}/src/**/*.test.ts"],
          ...functionsOfTheirArguments,
          testTimeout: 60_000,
        },
      },
      {
        // Over real HTTP, on SQLite files and a real PostgreSQL.
        resolve,
        ssr,
        test: {
          name: "services",
          environment: "node",
          include: ["packages/{database,moderation,relay,testbed}/src/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The same tests on the primitives that browsers get.
        resolve: { conditions, alias: { "#primitives": noble } },
        ssr,
        test: {
          name: "noble",
          environment: "node",
          include: ["packages/franking/src/**/*.test.ts"],
          ...functionsOfTheirArguments,
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: "integration",
          environment: "node",
          include: ["test/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
