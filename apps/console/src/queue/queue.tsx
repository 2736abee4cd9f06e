import { Button, classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useSession } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { CaseList } from "./case-list.tsx";
import styles from "./queue.module.css";

const states = ["open", "decided"] as const;

export function Queue(): ReactNode {
  const { queue: texts } = useTexts();
  const { team, setTeam } = useSession();
  const [state, setState] = useState<string | number>("open");
  return (
    <div className={classNames(page.stack, page.wide)}>
      <PageTitle>{texts.title}</PageTitle>
      {team === "later" && (
        <Notice tone="caution">
          <p>{texts.locked}</p>
          <Button look="plain" onPress={() => setTeam("locked")}>
            {texts.unlock}
          </Button>
        </Notice>
      )}
      <Tabs selectedKey={state} onSelectionChange={setState}>
        <TabList aria-label={texts.title} className={classNames(styles.tabs)}>
          {states.map((id) => (
            <Tab key={id} id={id} className={classNames(styles.tab)}>
              {texts[id]}
            </Tab>
          ))}
        </TabList>
        {states.map((id) => (
          <TabPanel key={id} id={id} className={classNames(styles.panel)}>
            <CaseList state={id} />
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}
