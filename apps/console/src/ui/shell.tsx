import { Button, classNames, LanguageSwitch, SkipLink } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useSession } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Announcer } from "./announcer.tsx";
import { Legible } from "./legible.tsx";
import styles from "./shell.module.css";

/** The frame of every screen: who is signed in, the language, and the place where outcomes are said. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const texts = useTexts();
  return (
    <>
      <SkipLink>{texts.skipToContent}</SkipLink>
      <header className={classNames(styles.header)}>
        <p className={classNames(styles.name)}>{texts.appName}</p>
        <div className={classNames(styles.tools)}>
          <SignedIn />
          <LanguageSwitch label={texts.language} />
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classNames(styles.main)}>
        <Announcer>{children}</Announcer>
      </main>
    </>
  );
}

function SignedIn(): ReactNode {
  const { session, signOut } = useSession();
  const texts = useTexts();
  if (session === null) return null;
  return (
    <>
      <span>
        <Legible text={texts.signedInAs(session.reviewer)} />
      </span>
      <Button look="small" onPress={signOut}>
        {texts.signOut}
      </Button>
    </>
  );
}
