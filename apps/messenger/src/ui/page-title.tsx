import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "./legible.tsx";

interface PageTitleProps {
  readonly children: string;
  /** So that a screen reader starts there when the screen changes; not where something else takes the focus. */
  readonly takesFocus?: boolean;
}

/** The one h1 of a screen. */
export function PageTitle({ children, takesFocus = true }: PageTitleProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { appName } = useTexts();
  useEffect(() => {
    document.title = children === appName ? appName : `${children} – ${appName}`;
  }, [children, appName]);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      <Legible text={children} />
    </h1>
  );
}
