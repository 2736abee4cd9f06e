import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";

export function Loading(): ReactNode {
  return <p role="status">{useTexts().loading}</p>;
}
