import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useSession } from "../session/session.tsx";
import { type Language, languages, useLanguage } from "../text/language.tsx";
import { Announcer } from "./announcer.tsx";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Legible } from "./legible.tsx";
import styles from "./shell.module.css";

/** The frame of every screen: who is signed in, the language, and the place where outcomes are said. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const { texts } = useLanguage();
  return (
    <>
      <SkipLink />
      <header className={classNames(styles.header)}>
        <p className={classNames(styles.name)}>{texts.appName}</p>
        <div className={classNames(styles.tools)}>
          <SignedIn />
          <LanguageSwitch />
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classNames(styles.main)}>
        <Announcer>{children}</Announcer>
      </main>
    </>
  );
}

/** A button and no link to a fragment: that of an enrolment link stays in the address until it is used. */
function SkipLink(): ReactNode {
  const { texts } = useLanguage();
  return (
    <button
      type="button"
      className={classNames(styles.skip)}
      onClick={() => document.getElementById("content")?.focus()}
    >
      {texts.skipToContent}
    </button>
  );
}

function SignedIn(): ReactNode {
  const { session, signOut } = useSession();
  const { texts } = useLanguage();
  if (session === null) return null;
  return (
    <>
      <span>
        <Legible text={texts.signedInAs(session.reviewer)} />
      </span>
      <Button look="quiet" onPress={signOut}>
        {texts.signOut}
      </Button>
    </>
  );
}

function LanguageSwitch(): ReactNode {
  const { language, choose, texts } = useLanguage();
  return (
    <ToggleButtonGroup
      className={classNames(styles.languages)}
      aria-label={texts.language}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const chosen = [...keys][0];
        if (isLanguage(chosen)) choose(chosen);
      }}
    >
      {Object.entries(languages).map(([id, name]) => (
        <ToggleButton key={id} id={id} className={classNames(styles.language)}>
          <span lang={id}>{name}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function isLanguage(key: unknown): key is Language {
  return typeof key === "string" && Object.hasOwn(languages, key);
}
