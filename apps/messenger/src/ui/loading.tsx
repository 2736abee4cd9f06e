import type { ReactNode } from "react";
import { useTexts } from "../text/language.tsx";

export function Loading(): ReactNode {
  return <p role="status">{useTexts().loading}</p>;
}
