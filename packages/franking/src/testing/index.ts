export { describeScheme } from "./suite/describe-scheme.ts";
export { runVectors, type VectorsFile } from "./vectors.ts";
