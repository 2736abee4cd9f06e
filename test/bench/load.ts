import { Pool } from "undici";

/** One request, ready to be sent. */
export interface Shot {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const connections = 200;

/** Sends them all, as fast as they are answered, over {@link connections} connections. Throws unless each gets a 200. */
export async function fire(shots: readonly Shot[]): Promise<void> {
  const [first] = shots;
  if (first === undefined) return;
  const pool = new Pool(new URL(first.url).origin, { connections });
  const waiting = shots.values();
  const worker = async () => {
    for (const shot of waiting) await send(shot, pool);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  await pool.close();
}

async function send({ body, headers, url }: Shot, pool: Pool): Promise<void> {
  const path = new URL(url).pathname;
  const answer = await pool.request({ path, method: "POST", headers, body });
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  await answer.body.dump();
}
