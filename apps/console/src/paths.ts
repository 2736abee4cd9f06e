import { useSyncExternalStore } from "react";

/** The places of this app. Whatever else the address bar says is the queue. */
export type Place =
  | { readonly kind: "enrol"; readonly link: string }
  | { readonly kind: "queue" }
  | { readonly kind: "case"; readonly reportNumber: string };

export const queuePath = "/";

export function casePath(reportNumber: string): string {
  return `/case/${encodeURIComponent(reportNumber)}`;
}

export function placeOf(path: string): Place {
  const [before = "", fragment = ""] = path.split("#");
  if (before === "/enrol") return { kind: "enrol", link: fragment };
  const reportNumber = /^\/case\/([^/]+)$/u.exec(before)?.[1];
  return reportNumber === undefined
    ? { kind: "queue" }
    : { kind: "case", reportNumber: decoded(reportNumber) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function navigate(path: string): void {
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** Without a way back: for a link that is used up. */
export function replacePath(path: string): void {
  history.replaceState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, currentPath);
}

export function currentPath(): string {
  return location.pathname + location.hash;
}

function subscribe(onChange: () => void): () => void {
  addEventListener("popstate", onChange);
  return () => removeEventListener("popstate", onChange);
}
