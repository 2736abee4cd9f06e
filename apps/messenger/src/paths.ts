import { useSyncExternalStore } from "react";

/**
 * The places of this app. They stand after the `#`, which browsers do not send: a conversation's id is nobody else's
 * business. Whatever else the address bar says is the list of conversations.
 */
export type Place =
  | { readonly kind: "conversations" }
  | { readonly kind: "new" }
  | { readonly kind: "reports" }
  | { readonly kind: "about" }
  | { readonly kind: "conversation"; readonly id: string }
  | { readonly kind: "people"; readonly id: string }
  | { readonly kind: "report"; readonly id: string; readonly commitment: string | null };

export const paths = {
  conversations: "#/",
  new: "#/new",
  reports: "#/reports",
  about: "#/about",
  conversation: (id: string): string => `#/c/${id}`,
  people: (id: string): string => `#/c/${id}/people`,
  report: (id: string, commitment: string | null): string =>
    commitment === null ? `#/c/${id}/report` : `#/c/${id}/report/${commitment}`,
} as const;

export function placeOf(hash: string): Place {
  const parts = /^#\/c\/([0-9a-f]{32})(?:\/(people|report)(?:\/([0-9a-f]{64}))?)?$/u.exec(hash);
  const id = parts?.[1];
  if (id !== undefined) {
    if (parts?.[2] === "people") return { kind: "people", id };
    if (parts?.[2] === "report") return { kind: "report", id, commitment: parts[3] ?? null };
    return { kind: "conversation", id };
  }
  const kind = (["new", "reports", "about"] as const).find((name) => hash === paths[name]);
  return { kind: kind ?? "conversations" };
}

export function navigate(path: string): void {
  if (location.hash === path) return;
  location.hash = path;
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

function subscribe(onChange: () => void): () => void {
  addEventListener("hashchange", onChange);
  return () => removeEventListener("hashchange", onChange);
}
