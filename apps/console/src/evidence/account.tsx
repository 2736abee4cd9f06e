import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import styles from "./evidence.module.css";

const shortCharacters = 12;

/** An account or another long name: short, and whole when asked for. */
export function Account({ relay, account }: { relay: string | null; account: string }): ReactNode {
  const { show } = useTexts();
  const whole = relay === null ? account : `${account} @ ${relay}`;
  if (account.length <= shortCharacters) return <Legible text={whole} />;
  return (
    <details className={classNames(styles.account)}>
      <summary title={show}>
        <code>
          <Legible text={`${account.slice(0, shortCharacters)}…`} />
        </code>
      </summary>
      <code>
        <Legible text={whole} />
      </code>
    </details>
  );
}
