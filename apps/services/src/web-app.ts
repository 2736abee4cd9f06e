import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

export interface WebApp {
  /** The folder of the built app. */
  readonly root: string;
  readonly port: number;
  /** What the app is told at its start, as /config.json. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Where the app may connect to, besides its own origin. */
  readonly connects: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
};

/** Serves a built app on 127.0.0.1 under a policy that lets nothing run, load or connect but what it names. */
export function serveWebApp(app: WebApp): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void respond(app, request.method ?? "GET", request.url ?? "/", response);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(app.port, "127.0.0.1", () => resolve({ close }));
  });
}

async function respond(app: WebApp, method: string, url: string, response: ServerResponse): Promise<void> {
  if (method !== "GET" && method !== "HEAD") {
    response.writeHead(405).end();
    return;
  }
  const path = pathOf(url);
  const headers = headersOf(app);
  if (path === "/healthz") {
    response.writeHead(200, { ...headers, "content-type": "text/plain" }).end("ok\n");
    return;
  }
  if (path === "/config.json") {
    response
      .writeHead(200, { ...headers, "content-type": "application/json" })
      .end(JSON.stringify(app.config));
    return;
  }
  const file = await fileAt(app.root, path);
  if (file === null) {
    response.writeHead(404, headers).end("There is nothing here.\n");
    return;
  }
  response
    .writeHead(200, { ...headers, "content-type": types[file.extension] ?? "application/octet-stream" })
    .end(file.bytes);
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return "/";
  }
}

/** A path without an extension is a place within the app, which its index knows. */
async function fileAt(root: string, path: string): Promise<{ bytes: Uint8Array; extension: string } | null> {
  const extension = extname(path);
  const wanted = extension === "" ? "index.html" : normalize(path);
  if (wanted.includes("..") || wanted.includes("\0")) return null;
  try {
    return { bytes: await readFile(join(root, wanted)), extension: extension === "" ? ".html" : extension };
  } catch {
    return null;
  }
}

function headersOf(app: WebApp): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${app.connects.join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
  };
}
