import { Button, classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { paths } from "../paths.ts";
import { useMe, useMessenger } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { Legible } from "../ui/legible.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { TitledList } from "../ui/titled-list.tsx";
import { useTask } from "../ui/use-task.ts";
import styles from "./about.module.css";

/** What this is, and what it cannot do. */
export function About(): ReactNode {
  const { about } = useTexts();
  return (
    <div className={classNames(page.stack, page.page)}>
      <BackLink to={paths.conversations} />
      <PageTitle>{about.title}</PageTitle>
      <h2>{about.what}</h2>
      <p>{about.whatBody}</p>
      <TitledList title={about.limits} items={about.limitsList} />
      <TitledList title={about.provesNot} items={about.provesNotList} />
      <Account />
      <CheckStamps />
    </div>
  );
}

function Account(): ReactNode {
  const { about, report } = useTexts();
  const me = useMe();
  return (
    <>
      <h2>{about.safety}</h2>
      <p>
        <Legible text={about.nameIs(me.name)} />
        <br />
        <span className={classNames(styles.account)}>
          {report.account} {me.account}
        </span>
      </p>
    </>
  );
}

function CheckStamps(): ReactNode {
  const { about } = useTexts();
  const messenger = useMessenger();
  const announce = useAnnounce();
  const task = useTask();

  function check(): void {
    task.run(async () => {
      const { bad, checked } = await messenger.checkStamps();
      if (bad > 0) announce(about.stampsBad(bad));
      else announce(checked === 0 ? about.stampsNone : about.stampsGood);
    });
  }

  return (
    <>
      <p>{about.checkStampsHint}</p>
      <Problem error={task.error} />
      <Button look="plain" isPending={task.isPending} onPress={check}>
        {about.checkStamps}
      </Button>
    </>
  );
}
