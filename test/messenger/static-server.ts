import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface Surroundings {
  readonly relayUrl: string;
  readonly moderationUrl: string;
  readonly people: readonly string[];
}

/** Serves a built messenger under the policy that it is deployed with. */
export function serveApp(folder: string, surroundings: () => Surroundings): Server {
  return createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { relayUrl, moderationUrl, people } = surroundings();
    response.setHeader("content-security-policy", policyFor(relayUrl, moderationUrl));
    response.setHeader("x-content-type-options", "nosniff");
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/config.json") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ relayUrl, people }));
      return;
    }
    const file = path === "/" ? "index.html" : normalize(path);
    try {
      const content = await readFile(join(folder, file));
      response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
}

function policyFor(relayUrl: string, moderationUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${relayUrl} ${relayUrl.replace("http", "ws")} ${moderationUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/** @returns the server's origin by name: a secure context needs no more on this machine. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://localhost:${address.port}`;
}
