import { ccaeadSuites } from "./ccaead-suites.ts";
import { leafSuites } from "./leaf-suites.ts";
import type { Suite } from "./suite.ts";

export const suites: readonly Suite[] = [...leafSuites, ...ccaeadSuites];
