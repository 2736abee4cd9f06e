import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useId } from "react";

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
