import { ProblemError } from "@openfranking/protocol";
import { Button, Notice } from "@openfranking/ui";
import { WebAuthnError } from "@simplewebauthn/browser";
import type { ReactNode } from "react";
import type { Texts } from "../text/texts.ts";
import { useTexts } from "../text/use-texts.ts";

interface ProblemProps {
  readonly error: Error | null;
  readonly onRetry?: () => void;
}

/** What went wrong, and what to do. Nothing where nothing did. */
export function Problem({ error, onRetry }: ProblemProps): ReactNode {
  const texts = useTexts();
  if (error === null) return null;
  return (
    <Notice tone="bad" isAlert>
      <p>{adviceOn(error, texts.problem)}</p>
      {onRetry !== undefined && (
        <Button look="plain" onPress={onRetry}>
          {texts.tryAgain}
        </Button>
      )}
    </Notice>
  );
}

function adviceOn(error: Error, texts: Texts["problem"]): string {
  if (error instanceof ProblemError) {
    return isTold(error.code, texts) ? texts[error.code] : texts.other;
  }
  if (error instanceof WebAuthnError || error.name === "NotAllowedError")
    return adviceOnPasskey(error, texts);
  return error.message.startsWith("WebAuthn is not supported") ? texts.passkeyUnsupported : texts.unexpected;
}

function isTold(code: string, texts: Texts["problem"]): code is keyof Texts["problem"] {
  return Object.hasOwn(texts, code);
}

function adviceOnPasskey(error: Error, texts: Texts["problem"]): string {
  switch (error.name) {
    case "InvalidStateError":
      return texts.passkeyExists;
    case "SecurityError":
    case "NotSupportedError":
      return texts.passkeyUnsupported;
    default:
      return texts.passkeyCancelled;
  }
}
