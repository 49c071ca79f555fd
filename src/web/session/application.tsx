/**
 * Which page is shown: the one-time link's page, sign-in, or the console of a region. It asks the server who is
 * signed in and starts the live region; whatever fails on the way is said on the screen and tried again.
 */

import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { readSession } from "../api/client.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { Session } from "../api/types.ts";
import { LiveRegion } from "../live/live-region.ts";
import { Console } from "../shell/console.tsx";
import { useViewState } from "../view/view-state.ts";
import { owedSignOut } from "./owed-sign-out.ts";
import { SetupPage } from "./setup-page.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { WaitPage } from "./wait-page.tsx";

const PartnerPage = lazy(() => import("../partner/partner-page.tsx"));
const CommunityPage = lazy(() => import("../community/community-page.tsx"));
const GradesPage = lazy(() => import("../grades/grades-page.tsx"));
const HandOverPage = lazy(() => import("../hand-over/hand-over-page.tsx"));
const AccountsPage = lazy(() => import("../accounts/accounts-page.tsx"));

type Stage =
  | { readonly name: "asking"; readonly fault: string }
  | { readonly name: "signed out" }
  | { readonly name: "signed in"; readonly session: Session };

const askAgainMillis = 2_000;

function findSetupToken(): string | undefined {
  return /^#setup=(.+)$/.exec(location.hash)?.[1];
}

/** Asks until the server says who is signed in, or that nobody is. */
async function askForSession(show: (stage: Stage) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await owedSignOut.settle();
    } catch {
      // Whoever signed out here is not shown again, whether the server knows it or not.
      show({ name: "signed out" });
      return;
    }
    try {
      show({ name: "signed in", session: await readSession() });
      return;
    } catch (thrown) {
      if (isProblem(thrown) && thrown.status === 401) {
        show({ name: "signed out" });
        return;
      }
      show({ name: "asking", fault: messageOf(thrown) });
      await new Promise((resolve) => setTimeout(resolve, askAgainMillis));
    }
  }
}

export function Application() {
  const [stage, setStage] = useState<Stage>({ name: "asking", fault: "" });
  const [setupToken, setSetupToken] = useState(findSetupToken);
  useEffect(() => {
    if (stage.name !== "asking" || setupToken !== undefined) return undefined;
    const stop = new AbortController();
    void askForSession((next) => stop.signal.aborted || setStage(next), stop.signal);
    return () => stop.abort();
  }, [stage.name, setupToken]);
  const askAgain = useCallback(() => setStage({ name: "asking", fault: "" }), []);
  const signedOut = useCallback(() => setStage({ name: "signed out" }), []);
  const leaveSetup = useCallback(() => {
    history.replaceState(null, "", location.pathname);
    setSetupToken(undefined);
  }, []);

  if (setupToken !== undefined) return <SetupPage token={setupToken} onDone={leaveSetup} />;
  if (stage.name === "asking")
    return <WaitPage what="Asking the server who is signed in" fault={stage.fault} />;
  if (stage.name === "signed out") return <SignInPage onDone={askAgain} />;
  return <SignedIn session={stage.session} onSignedOut={signedOut} />;
}

function SignedIn({
  session,
  onSignedOut,
}: {
  readonly session: Session;
  readonly onSignedOut: () => void;
}) {
  const { page, region: asked } = useViewState();
  const region = session.regions.find((known) => known.id === asked) ?? session.regions[0];
  const { now, speed } = session.clock;
  const isCrew = session.account.role === "crew";
  const isPartner = session.account.role === "partner";
  const isCommunity = session.account.role === "community";
  const id = isCrew || isPartner || isCommunity ? undefined : region?.id;
  const live = useMemo(
    () => (id === undefined ? undefined : new LiveRegion(id, now, speed)),
    [id, now, speed],
  );
  useEffect(() => {
    if (live === undefined) return undefined;
    void live.run();
    return () => live.stop();
  }, [live]);
  useEffect(() => {
    if (isCrew) location.assign("/crew");
  }, [isCrew]);
  if (isCrew) return <WaitPage what="Opening the crew page" fault="" />;
  const Page = isPartner ? PartnerPage : CommunityPage;
  if ((isPartner || isCommunity) && region !== undefined)
    return (
      <Suspense fallback={<WaitPage what="Loading the page" fault="" />}>
        <Page key={region.id} session={session} region={region} onSignedOut={onSignedOut} />
      </Suspense>
    );
  if (page === "accounts")
    return (
      <Suspense fallback={<WaitPage what="Loading the page" fault="" />}>
        <AccountsPage session={session} />
      </Suspense>
    );
  if (page === "grades" && region !== undefined)
    return (
      <Suspense fallback={<WaitPage what="Loading the page" fault="" />}>
        <GradesPage key={region.id} region={region} />
      </Suspense>
    );
  if (page === "hand-over" && region !== undefined)
    return (
      <Suspense fallback={<WaitPage what="Loading the page" fault="" />}>
        <HandOverPage key={region.id} session={session} region={region} />
      </Suspense>
    );
  if (live === undefined || region === undefined)
    return (
      <WaitPage
        what="No region"
        fault="This account has no region. An administrator can give it one."
      />
    );
  return (
    <Console
      key={region.id}
      session={session}
      region={region}
      live={live}
      onSignedOut={onSignedOut}
    />
  );
}
