// Run by the test runner of someone else's project, who brings a scheme or a channel of her own.
import { createRequire } from "node:module";
import { mlsChannels } from "@openfranking/client";
import { describeChannel } from "@openfranking/client/testing";
import { merkleV1 } from "@openfranking/franking";
import { describeScheme, type VectorsFile } from "@openfranking/franking/testing";

const require = createRequire(import.meta.url);
const vectors: VectorsFile = require("@openfranking/franking/schemes/merkle-v1/vectors.json");

describeScheme(merkleV1, vectors);
describeChannel(() => mlsChannels());
