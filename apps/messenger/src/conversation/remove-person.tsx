import { Button, classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { ConversationView, Person } from "../session/model.ts";
import { useMessenger } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { Problem } from "../ui/problem.tsx";
import { useTask } from "../ui/use-task.ts";
import styles from "./people-page.module.css";

export function RemovePerson({
  conversation,
  person,
}: {
  conversation: ConversationView;
  person: Person;
}): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const announce = useAnnounce();
  const task = useTask();
  const { people } = texts;

  return (
    <DialogTrigger>
      <Button look="quiet" label={people.removeOf(person.name)}>
        {people.remove}
      </Button>
      <ModalOverlay className={classNames(styles.overlay)} isDismissable>
        <Modal className={classNames(styles.modal)}>
          <Dialog role="alertdialog" className={classNames(page.stack)}>
            <Heading slot="title" level={2}>
              {people.removeTitle(person.name)}
            </Heading>
            <p>{people.removeBody(person.name)}</p>
            <Problem error={task.error} />
            <div className={classNames(page.row)}>
              <Button
                isPending={task.isPending}
                onPress={() =>
                  task.run(async () => {
                    await messenger.removeMember(conversation.id, person);
                    announce(people.removed(person.name));
                  })
                }
              >
                {people.remove}
              </Button>
              <Button look="plain" slot="close">
                {texts.cancel}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
