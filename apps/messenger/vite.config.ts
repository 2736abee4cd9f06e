import { isBuiltin } from "node:module";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";

/**
 * Vite would put an empty module in the place of Node's, and the page would fail only when it is called. @hpke/common and
 * mlkem import Node's crypto dynamically, where there is no Web Crypto: that is in every browser.
 */
const refuseNodeModules: Plugin = {
  name: "refuse-node-modules",
  enforce: "pre",
  resolveId(id, importer, { kind }) {
    if (isBuiltin(id) && kind !== "dynamic-import")
      throw new Error(`${importer} imports ${id}, which browsers do not have`);
  },
};

export default defineConfig(({ command }) => ({
  // A build has no config.json of its own: whoever serves it says where the relay is.
  publicDir: command === "serve" ? "public" : false,
  plugins: command === "build" ? [refuseNodeModules] : [],
  resolve: { conditions: ["@openfranking/source", ...defaultClientConditions] },
  server: { port: 8611 },
  build: {
    target: "es2023",
    // The content security policy allows neither inline code nor data: URLs beside images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // It comes once, and most of it is cryptography.
    chunkSizeWarningLimit: 1000,
  },
}));
