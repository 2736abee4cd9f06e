import { classNames } from "@openfranking/ui";
import { createContext, type ReactNode, useContext, useState } from "react";
import styles from "./shell.module.css";

const AnnounceContext = createContext<(outcome: string) => void>(() => undefined);

/** Says an outcome in the live region at the top of the page, where it also stays to be read. */
export function useAnnounce(): (outcome: string) => void {
  return useContext(AnnounceContext);
}

export function Announcer({ children }: { children: ReactNode }): ReactNode {
  const [outcome, setOutcome] = useState("");
  return (
    <AnnounceContext value={setOutcome}>
      <div className={classNames(styles.outcome)} role="status">
        {outcome}
      </div>
      {children}
    </AnnounceContext>
  );
}
