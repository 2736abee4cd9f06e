import { isBuiltin } from "node:module";
import { build, type Plugin, type Rolldown } from "vite";

export interface Bundle {
  readonly code: string;
  /** The files that went into it. */
  readonly modules: readonly string[];
  /** `importer imports module`, for each of Node's modules that was asked for. */
  readonly builtins: readonly string[];
}

/** Bundles `entry` for browsers, as whoever writes a page would. */
export async function bundleForBrowsers(folder: string, entry: string): Promise<Bundle> {
  const builtins: string[] = [];
  const notesBuiltins: Plugin = {
    name: "notes-builtins",
    enforce: "pre",
    resolveId(id, importer) {
      if (isBuiltin(id)) builtins.push(`${importer?.replace(/^.*node_modules\//u, "")} imports ${id}`);
    },
  };
  const result = await build({
    ...{ root: folder, configFile: false, publicDir: false, logLevel: "error" },
    plugins: [notesBuiltins],
    build: {
      write: false,
      minify: false,
      target: "es2023",
      lib: { entry, formats: ["es"], fileName: "bundle" },
    },
  });
  const chunks = [result].flat().flatMap((built) => ("output" in built ? built.output : []));
  const [chunk] = chunks.filter((part): part is Rolldown.OutputChunk => part.type === "chunk");
  if (chunk === undefined) throw new Error(`no code came of ${entry}`);
  return { code: chunk.code, modules: chunk.moduleIds, builtins };
}
