import { classNames } from "@openfranking/ui";
import { createContext, type ReactNode, useContext, useState } from "react";
import { currentPath, usePath } from "../paths.ts";
import styles from "./shell.module.css";

const AnnounceContext = createContext<(outcome: string) => void>(() => undefined);

/** Says an outcome in the live region at the top of the page, where it stays to be read until the reviewer goes elsewhere. */
export function useAnnounce(): (outcome: string) => void {
  return useContext(AnnounceContext);
}

export function Announcer({ children }: { children: ReactNode }): ReactNode {
  const [outcome, setOutcome] = useState({ text: "", path: "" });
  const isHere = outcome.path === usePath();
  const [announce] = useState(() => (text: string) => setOutcome({ text, path: currentPath() }));
  return (
    <AnnounceContext value={announce}>
      <div className={classNames(styles.outcome)} role="status">
        {isHere && outcome.text}
      </div>
      {children}
    </AnnounceContext>
  );
}
