import "./without-eval.ts";
import "@openfranking/ui/base.css";
import { LanguageProvider, loadConfig } from "@openfranking/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { configSchema } from "./session/config.ts";
import { createOpening } from "./session/opening.ts";
import { keptLanguage } from "./text/kept-language.ts";
import { CannotStart } from "./ui/cannot-start.tsx";
import { Crash } from "./ui/crash.tsx";

async function start(): Promise<void> {
  const element = document.getElementById("app");
  if (element === null) throw new Error("unreachable: index.html has #app");
  const config = await loadConfig(configSchema);
  const content =
    config === null ? (
      <CannotStart reason="no-config" onRetry={() => location.reload()} />
    ) : (
      <App opening={createOpening(config)} />
    );
  createRoot(element).render(
    <StrictMode>
      <LanguageProvider kept={keptLanguage}>
        <Crash>{content}</Crash>
      </LanguageProvider>
    </StrictMode>,
  );
}

void start();
