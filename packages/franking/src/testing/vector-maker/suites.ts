import { ccaeadSuites } from "./ccaead-suites.ts";
import { leafSuites } from "./leaf-suites.ts";
import type { Suite } from "./stamped-suite.ts";

export const suites: readonly Suite[] = [...leafSuites, ...ccaeadSuites];
