import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import page from "./page.module.css";

export function TitledList({ title, items }: { title: string; items: readonly string[] }): ReactNode {
  const id = useId();
  return (
    <section className={classNames(page.stack)} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={classNames(page.list)}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
