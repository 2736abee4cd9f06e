import { useSyncExternalStore } from "react";

const query = matchMedia("(min-width: 48rem)");

/** Whether the list of conversations and one of them stand side by side. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}

function subscribe(onChange: () => void): () => void {
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}
