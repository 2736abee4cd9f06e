import { createServer, type Server } from "node:http";
import { isBuiltin } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build, type Plugin } from "vite";

/**
 * Opens a page that has run `entryFile`, bundled for browsers from the packages' sources. The entry gives what it
 * has by assigning to `globalThis`. The page is served from 127.0.0.1, so that it is a secure context.
 *
 * @throws what the entry throws while it loads
 */
export async function openModule(
  opener: Pick<Browser | BrowserContext, "newPage">,
  entryFile: string,
): Promise<Page> {
  const server = await serve(await bundle(entryFile));
  const page = await opener.newPage();
  page.once("close", () => server.close());
  try {
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await page.goto(origin(server));
    if (errors[0] !== undefined) throw errors[0];
    return page;
  } catch (error) {
    await page.close();
    throw error;
  }
}

async function bundle(entry: string): Promise<string> {
  const outputs = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [refuseNodeModules],
    resolve: { conditions: ["@openfranking/source", "module", "browser"] },
    build: {
      write: false,
      minify: false,
      target: "es2023",
      lib: { entry, name: "entry", formats: ["iife"] },
    },
  });
  const [chunk] = [outputs].flat().flatMap((result) => ("output" in result ? result.output : []));
  if (chunk?.type !== "chunk") throw new Error(`no code came of ${entry}`);
  return chunk.code;
}

/** These ask for Node's WebCrypto only where there is no `globalThis.crypto`. */
const guarded = /node_modules\/(@hpke\/common|mlkem)\//u;

/** Vite would put an empty module in the place of Node's, and the page would fail only when it is called. */
const refuseNodeModules: Plugin = {
  name: "refuse-node-modules",
  enforce: "pre",
  resolveId(id, importer) {
    if (isBuiltin(id) && guarded.test(importer ?? "")) return { id, external: true };
    if (isBuiltin(id)) throw new Error(`${importer} imports ${id}, which browsers do not have`);
  },
};

async function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end('<!doctype html><link rel="icon" href="data:,"><script src="/entry.js"></script>');
    } else {
      response.setHeader("content-type", "text/javascript; charset=utf-8");
      response.end(script);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function origin(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}/`;
}
