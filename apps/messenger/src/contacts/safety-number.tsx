import { classNames } from "@openfranking/ui";
import controls from "@openfranking/ui/controls.module.css";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import type { Contact } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import styles from "./safety-number.module.css";

export function SafetyNumber({ contact }: { contact: Contact }): ReactNode {
  const { contacts } = useTexts();
  return (
    <Disclosure className={classNames(styles.whole)}>
      <Heading level={2} className={classNames(styles.heading)}>
        <AriaButton
          slot="trigger"
          className={classNames(controls.button, controls.plain, controls.quiet)}
          aria-label={contacts.safetyOf(contact.name)}
        >
          {contacts.safety}
        </AriaButton>
      </Heading>
      <DisclosurePanel className={classNames(styles.panel)}>
        <div className={classNames(page.stack)}>
          <code className={classNames(styles.number)}>{contact.safetyNumber}</code>
          <p className={classNames(page.soft)}>{contacts.safetyExplained(contact.name)}</p>
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
