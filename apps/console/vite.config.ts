import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig(({ command }) => ({
  // A build has no config.json of its own: whoever serves it says where the moderation is.
  publicDir: command === "serve" ? "public" : false,
  resolve: { conditions: ["@openfranking/source", ...defaultClientConditions] },
  server: { port: 8612 },
  build: {
    target: "es2023",
    // The content security policy allows neither inline code nor data: URLs beside images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onLog(level, log, report) {
        // Directives of libraries for frameworks that render on a server.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
    },
  },
}));
