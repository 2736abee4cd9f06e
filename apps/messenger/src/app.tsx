import { type ReactNode, useSyncExternalStore } from "react";
import { About } from "./about/about.tsx";
import { NewConversation } from "./contacts/new-conversation.tsx";
import { ConversationPage } from "./conversation/conversation-page.tsx";
import { PeoplePage } from "./conversation/people-page.tsx";
import { ChooseName } from "./name/choose-name.tsx";
import { type Place, placeOf, useHash } from "./paths.ts";
import { ReportPage } from "./report/report-page.tsx";
import { ReportsPage } from "./reports/reports-page.tsx";
import type { Opening } from "./session/opening.ts";
import { MessengerProvider, useSnapshot } from "./session/session.tsx";
import { Bare } from "./ui/bare.tsx";
import { CannotStart } from "./ui/cannot-start.tsx";
import { Loading } from "./ui/loading.tsx";
import { Shell } from "./ui/shell.tsx";

/** What is shown follows from whether the messenger could be opened, then from who is here, then from the place. */
export function App({ opening }: { opening: Opening }): ReactNode {
  const state = useSyncExternalStore(opening.subscribe, opening.state);
  if (state.kind === "opening") {
    return (
      <Bare>
        <Loading />
      </Bare>
    );
  }
  if (state.kind !== "open") return <CannotStart reason={state.kind} onRetry={opening.retry} />;
  return (
    <MessengerProvider messenger={state.messenger}>
      <Screen />
    </MessengerProvider>
  );
}

function Screen(): ReactNode {
  const place = placeOf(useHash());
  const { me } = useSnapshot();
  if (me === null) return <ChooseName />;
  return (
    <Shell place={place}>
      <Page place={place} />
    </Shell>
  );
}

function Page({ place }: { place: Place }): ReactNode {
  switch (place.kind) {
    case "conversations":
      return null;
    case "new":
      return <NewConversation />;
    case "reports":
      return <ReportsPage />;
    case "about":
      return <About />;
    case "conversation":
      return <ConversationPage key={place.id} id={place.id} />;
    case "people":
      return <PeoplePage key={place.id} id={place.id} />;
    case "report":
      return <ReportPage key={place.id} id={place.id} first={place.commitment} />;
  }
}
