// The import graph is the trust graph: a package may import the packages named here, by their names.
const imports = {
  franking: [],
  protocol: ["franking"],
  database: [],
  client: ["protocol", "franking"],
  relay: ["database", "protocol", "franking"],
  moderation: ["database", "protocol", "franking"],
  review: ["protocol", "franking"],
  ui: [],
  testbed: ["database", "client", "relay", "moderation", "review", "protocol", "franking"],
};
const appImports = {
  console: ["review", "ui", "protocol", "franking"],
  messenger: ["client", "ui", "protocol"],
  services: ["database", "relay", "moderation", "protocol", "franking"],
};

/** One rule: what is under `from` may reach, of the workspace, itself and `allowed`. */
const only = (from, allowed, pathNot) => ({
  name: `imports-of-${from.replace("/", "-")}`,
  severity: "error",
  from: { path: `^${from}/`, ...(pathNot && { pathNot }) },
  to: {
    path: "^(packages|apps|test)/",
    pathNot: [`^${from}/`, ...allowed.map((name) => `^packages/${name}/`)],
  },
});

const tests = "[.]test[.]ts$";
const demoWorld = "^apps/services/src/demo-world[.]ts$";

module.exports = {
  forbidden: [
    ...Object.entries(imports).map(([name, allowed]) => only(`packages/${name}`, allowed)),
    ...Object.entries(appImports).map(([name, allowed]) => only(`apps/${name}`, allowed, demoWorld)),
    {
      name: "apps-are-leaves",
      severity: "error",
      from: { path: "^apps/([^/]+)/" },
      to: { path: "^apps/", pathNot: "^apps/$1/" },
    },
    {
      name: "packages-import-neither-apps-nor-tests",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^(apps|test)/" },
    },
    {
      name: "tests-of-apps-from-outside",
      comment: "Tests meet the apps as people do. What serves them is served with.",
      severity: "error",
      from: { path: "^test/" },
      to: { path: "^apps/", pathNot: "^apps/services/src/web-app[.]ts$" },
    },
    {
      name: "packages-by-name",
      comment: "A package is imported by its name, never by a path into its folder.",
      severity: "error",
      from: { path: "^((?:packages|apps)/[^/]+|test)/" },
      to: { path: "^packages/", pathNot: "^$1/", dependencyTypesNot: ["aliased-workspace"] },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "isomorphic",
      comment: "Packages run in browsers too; Node's modules stay in files that say so.",
      severity: "error",
      from: {
        path: "^packages/",
        pathNot: [
          tests,
          "-node[.]ts$",
          "^packages/(database|relay|moderation|testbed)/",
          "^packages/client/.*sqlite[^/]*[.]ts$",
        ],
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "declared",
      comment: "Not in the package.json of the package that imports it.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-tools-in-packages",
      comment:
        "What is published imports no development dependency; entries of their own ask for an optional peer.",
      severity: "error",
      from: {
        path: "^packages/",
        pathNot: [
          tests,
          "^packages/(franking|client)/src/testing/",
          "^packages/client/src/store/sqlite[.]ts$",
        ],
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsConfig: { fileName: "tsconfig.base.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@openfranking/source", "types", "node", "import", "default"],
    },
  },
};
