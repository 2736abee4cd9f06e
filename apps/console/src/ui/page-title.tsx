import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "../text/use-texts.ts";

/** The one h1 of a screen. Takes the focus when the screen changes, so that a screen reader starts there. */
export function PageTitle({ children }: { children: string }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { appName } = useTexts();
  useEffect(() => {
    document.title = `${children} – ${appName}`;
  }, [children, appName]);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
