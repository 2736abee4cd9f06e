import * as z from "zod/mini";

/** Origin of a service, without a slash at its end. */
export const originSchema: z.ZodMiniString = z.string().check(z.regex(/^https?:\/\/[^/]+$/u));

/** What the server of this app says of its surroundings, or null where it says nothing that can be used. */
export async function loadConfig<Config>(schema: z.ZodMiniType<Config>): Promise<Config | null> {
  try {
    const response = await fetch("/config.json", { cache: "no-store" });
    const parsed = schema.safeParse(await response.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
