import "./without-eval.ts";
import "@openfranking/ui/base.css";
import { LanguageProvider, loadConfig } from "@openfranking/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { configSchema } from "./session/config.ts";
import { CannotStart } from "./ui/cannot-start.tsx";

async function start(): Promise<void> {
  const element = document.getElementById("app");
  if (element === null) throw new Error("unreachable: index.html has #app");
  const config = await loadConfig(configSchema);
  const content = config === null ? <CannotStart /> : <App config={config} />;
  createRoot(element).render(
    <StrictMode>
      <LanguageProvider>{content}</LanguageProvider>
    </StrictMode>,
  );
}

void start();
