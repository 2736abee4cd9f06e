import { useLanguage } from "@openfranking/ui";
import type { ReactNode } from "react";

interface MomentProps {
  /** Ms since the Unix epoch. */
  readonly at: number;
  /** `short`: the hour for today, the day for before. */
  readonly look?: "full" | "short" | "hour" | "day";
}

/** A time in the reader's language and zone. */
export function Moment({ at, look = "full" }: MomentProps): ReactNode {
  const { locale } = useLanguage();
  const date = new Date(at);
  // A time that a message claims can be one that no calendar has.
  if (Number.isNaN(date.getTime())) return String(at);
  const text = new Intl.DateTimeFormat(locale, optionsFor(look, date)).format(date);
  return <time dateTime={date.toISOString()}>{text}</time>;
}

function optionsFor(look: NonNullable<MomentProps["look"]>, date: Date): Intl.DateTimeFormatOptions {
  switch (look) {
    case "hour":
      return { timeStyle: "short" };
    case "day":
      return { dateStyle: "full" };
    case "short":
      return isToday(date) ? { timeStyle: "short" } : { day: "numeric", month: "short" };
    case "full":
      return { dateStyle: "medium", timeStyle: "medium" };
  }
}

function isToday(date: Date): boolean {
  return date.toDateString() === new Date().toDateString();
}
