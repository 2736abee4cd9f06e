import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type IConfigFile,
  type IExtractorMessagesConfig,
} from "@microsoft/api-extractor";
import { root } from "./packages.ts";

/** Where the reports are kept, so that a change of an API is a change of a file. */
export const reportFolder: string = join(root, "docs/api");

/** Writes into `folder` what every entry of a built package exports, and returns what is wrong with it. */
export function writeReports(name: string, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const entries = entriesOf(name);
  const files = [...entries.values()];
  const configs = [...entries].map(([entry, types]) => ({
    entry,
    config: ExtractorConfig.prepare({
      configObject: configOf(name, [entry, types], files, folder),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(root, "packages", name, "package.json"),
    }),
  }));
  const [first] = configs;
  if (first === undefined) return [];
  const compilerState = CompilerState.create(first.config, { additionalEntryPoints: files });
  return configs.flatMap(({ entry, config }) =>
    extract(config, compilerState).map((fault) => `${entry}: ${fault}`),
  );
}

/** `client/node` -> the file of its types. */
function entriesOf(name: string): Map<string, string> {
  const folder = join(root, "packages", name);
  const { exports }: { exports: Record<string, string | { types: string }> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  return new Map(
    Object.entries(exports).flatMap(([path, target]) =>
      typeof target === "string" ? [] : [[name + path.slice(1), join(folder, target.types)] as const],
    ),
  );
}

function extract(config: ExtractorConfig, compilerState: CompilerState): string[] {
  const faults: string[] = [];
  Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback(message) {
      if (message.logLevel === ExtractorLogLevel.Error) faults.push(message.text);
      message.handled = true;
    },
  });
  return faults;
}

function configOf(
  name: string,
  [entry, types]: readonly [string, string],
  files: readonly string[],
  folder: string,
): IConfigFile {
  return {
    projectFolder: join(root, "packages", name),
    mainEntryPointFilePath: types,
    compiler: {
      overrideTsconfig: {
        extends: join(root, "tsconfig.base.json"),
        compilerOptions: {
          customConditions: [],
          lib: ["ES2023", "ESNext.Disposable", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
        },
        files,
      },
    },
    apiReport: {
      enabled: true,
      reportFileName: entry.replaceAll("/", "-"),
      reportFolder: folder,
      reportTempFolder: join(root, "node_modules/.cache/api"),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    newlineKind: "lf",
    messages: messagesOf(entry),
  };
}

function messagesOf(entry: string): IExtractorMessagesConfig {
  const fault = { logLevel: ExtractorLogLevel.Error };
  const fine = { logLevel: ExtractorLogLevel.None };
  return {
    compilerMessageReporting: { default: fault },
    tsdocMessageReporting: { default: fault },
    extractorMessageReporting: {
      default: fault,
      "ae-missing-release-tag": fine,
      "ae-undocumented": fine,
      // An entry beside the main one may name what the main one exports.
      ...(entry.includes("/") && { "ae-forgotten-export": fine }),
    },
  };
}
