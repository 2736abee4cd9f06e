import { Button, classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Bare } from "./bare.tsx";
import { PageTitle } from "./page-title.tsx";

export type Reason = "no-config" | "in-use" | "unreachable" | "broken" | "crashed";

export function CannotStart({ reason, onRetry }: { reason: Reason; onRetry: () => void }): ReactNode {
  const texts = useTexts();
  const { start } = texts;
  const words = {
    "no-config": [start.noConfigTitle, start.noConfig],
    "in-use": [start.inUseTitle, start.inUse],
    unreachable: [start.unreachableTitle, start.unreachable],
    broken: [start.brokenTitle, start.broken],
    crashed: [start.crashedTitle, start.crashed],
  } as const;
  const [title, body] = words[reason];
  return (
    <Bare>
      <div className={classNames(page.stack, page.narrow)}>
        <PageTitle>{title}</PageTitle>
        <p>{body}</p>
        <Button onPress={onRetry}>{texts.tryAgain}</Button>
      </div>
    </Bare>
  );
}
