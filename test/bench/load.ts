import { Agent, request } from "node:http";

/** One request, ready to be sent. */
export interface Shot {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const connections = 200;

/** Sends them all, as fast as they are answered, over {@link connections} connections. Throws unless each gets a 200. */
export async function fire(shots: readonly Shot[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = shots.values();
  const worker = async () => {
    for (const shot of waiting) await send(shot, agent);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
}

function send({ body, headers, url }: Shot, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: "POST", headers }, (response) => {
      response.resume();
      response.once("error", reject);
      response.once("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
