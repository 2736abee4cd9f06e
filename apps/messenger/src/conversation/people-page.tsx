import { Button, classNames, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { SafetyNumber } from "../contacts/safety-number.tsx";
import { titleOf } from "../conversations/title-of.ts";
import { paths } from "../paths.ts";
import type { ConversationView, Person } from "../session/model.ts";
import { useConversation, useMe, useMessenger, useSnapshot } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { Legible } from "../ui/legible.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { useTask } from "../ui/use-task.ts";
import styles from "./people-page.module.css";
import { RemovePerson } from "./remove-person.tsx";

export function PeoplePage({ id }: { id: string }): ReactNode {
  const texts = useTexts();
  const conversation = useConversation(id);
  return (
    <div className={classNames(page.stack, page.page)}>
      <BackLink
        to={paths.conversation(id)}
        {...(conversation !== null && { label: titleOf(conversation, texts) })}
      />
      <PageTitle>{texts.people.title}</PageTitle>
      {conversation === null ? (
        <p>{texts.conversation.notFound}</p>
      ) : (
        <>
          <Members conversation={conversation} />
          <AddPerson conversation={conversation} />
          {conversation.others.length > 1 && <GroupName conversation={conversation} />}
        </>
      )}
    </div>
  );
}

function Members({ conversation }: { conversation: ConversationView }): ReactNode {
  const texts = useTexts();
  const me = useMe();
  return (
    <ul className={classNames(styles.people)}>
      <li className={classNames(styles.person)}>
        <span className={classNames(styles.name)}>
          <Legible text={me.name} />
        </span>
        <span className={classNames(page.soft)}>{texts.people.thisIsYou}</span>
      </li>
      {conversation.others.map((person) => (
        <Member key={person.account} conversation={conversation} person={person} />
      ))}
    </ul>
  );
}

function Member({ conversation, person }: { conversation: ConversationView; person: Person }): ReactNode {
  const { contacts } = useSnapshot();
  const contact = contacts.find((candidate) => candidate.account === person.account);
  return (
    <li className={classNames(styles.person)}>
      <span className={classNames(styles.name)}>
        <Legible text={person.name} />
      </span>
      {contact !== undefined && <SafetyNumber contact={contact} />}
      <RemovePerson conversation={conversation} person={person} />
    </li>
  );
}

function AddPerson({ conversation }: { conversation: ConversationView }): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const { contacts } = useSnapshot();
  const announce = useAnnounce();
  const task = useTask();
  const here = new Set(conversation.others.map((person) => person.account));
  const absent = contacts.filter((contact) => !here.has(contact.account));
  return (
    <section className={classNames(page.stack)}>
      <h2>{texts.people.add}</h2>
      <p className={classNames(page.soft)}>
        {absent.length === 0 ? texts.people.nobodyToAdd : texts.people.addHint}
      </p>
      <div className={classNames(page.row)}>
        {absent.map((contact) => (
          <Button
            key={contact.account}
            look="plain"
            isPending={task.isPending}
            onPress={() =>
              task.run(async () => {
                await messenger.addMember(conversation.id, contact);
                announce(texts.people.added(contact.name));
              })
            }
          >
            {texts.people.addOf(contact.name)}
          </Button>
        ))}
      </div>
      <Problem error={task.error} />
    </section>
  );
}

function GroupName({ conversation }: { conversation: ConversationView }): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const announce = useAnnounce();
  const [name, setName] = useState(conversation.groupName ?? "");
  const task = useTask();

  function submit(): void {
    if (name.trim() === "" || name.trim() === conversation.groupName) return;
    task.run(async () => {
      await messenger.nameGroup(conversation.id, name.trim());
      announce(texts.people.renamed);
    });
  }

  return (
    <Form
      className={classNames(page.stack)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label={texts.people.groupName}
        value={name}
        onChange={setName}
        error={null}
        maxLength={80}
        isRequired={false}
      />
      <Problem error={task.error} />
      <Button type="submit" look="plain" isPending={task.isPending}>
        {texts.people.rename}
      </Button>
    </Form>
  );
}
