import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** The files in which any of the texts stands, as UTF-8. */
export function filesWith(texts: readonly string[], files: readonly string[]): string[] {
  return files.filter((file) => {
    const bytes = readFileSync(file);
    return texts.some((text) => bytes.includes(Buffer.from(text)));
  });
}
