import { classNames } from "@openfranking/ui";
import { type ReactNode, useSyncExternalStore } from "react";
import { useSnapshot } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import styles from "./shell.module.css";

/** Says that nothing comes or goes. In the page while it is empty: a live region must be there before it speaks. */
export function ConnectionNotice(): ReactNode {
  const { connection } = useTexts();
  const { connection: state } = useSnapshot();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const words = isOnline
    ? { live: "", connecting: "", unreachable: connection.unreachable }[state]
    : connection.offline;
  return (
    <div role="status" className={classNames(styles.connection)}>
      {words}
    </div>
  );
}

function subscribe(onChange: () => void): () => void {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  return () => {
    removeEventListener("online", onChange);
    removeEventListener("offline", onChange);
  };
}
