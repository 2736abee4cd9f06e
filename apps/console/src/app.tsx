import { type ReactNode, useEffect } from "react";
import { RouterProvider } from "react-aria-components";
import { CasePage } from "./case/case-page.tsx";
import { Enrol } from "./enrol/enrol.tsx";
import { navigate, placeOf, queuePath, replacePath, usePath } from "./paths.ts";
import { Queue } from "./queue/queue.tsx";
import type { Config } from "./session/config.ts";
import { SessionProvider, useSession } from "./session/session.tsx";
import { SignIn } from "./sign-in/sign-in.tsx";
import { TeamGate } from "./team/team-gate.tsx";
import { Boundary } from "./ui/boundary.tsx";
import { Shell } from "./ui/shell.tsx";

export function App({ config }: { config: Config }): ReactNode {
  return (
    <RouterProvider navigate={navigate}>
      <SessionProvider config={config}>
        <Shell>
          <Boundary>
            <Screen />
          </Boundary>
        </Shell>
      </SessionProvider>
    </RouterProvider>
  );
}

/** What is shown follows from who is here, then from the path: a sign-in keeps the path. */
function Screen(): ReactNode {
  const place = placeOf(usePath());
  const { session, team } = useSession();
  const isEnrolled = place.kind === "enrol" && session !== null;
  useEffect(() => {
    if (isEnrolled) replacePath(queuePath);
  }, [isEnrolled]);
  if (session === null) return place.kind === "enrol" ? <Enrol link={place.link} /> : <SignIn />;
  if (team === "locked") return <TeamGate session={session} />;
  if (place.kind === "case") return <CasePage key={place.reportNumber} reportNumber={place.reportNumber} />;
  return <Queue />;
}
