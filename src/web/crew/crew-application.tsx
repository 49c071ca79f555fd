/**
 * The crew page of one unit: who is signed in, then the page. An account of a crew has its unit; in a demo anybody
 * may play any unit, and goes back to the console from here. Without a network it is who it was last on this phone.
 */

import { useCallback, useEffect, useState } from "react";
import { readJson, readSession } from "../api/client.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { Session } from "../api/types.ts";
import { isUnreached, owedSignOut } from "../session/owed-sign-out.ts";
import { SignInPage } from "../session/sign-in-page.tsx";
import { WaitPage } from "../session/wait-page.tsx";
import { CrewPage } from "./crew-page.tsx";
import { dropKept, findKeptSession, keepSession } from "./kept-crew.ts";
import { DemoUnitPage } from "./demo-unit-page.tsx";

type Stage =
  | { readonly name: "asking"; readonly fault: string }
  | { readonly name: "signed out" }
  | { readonly name: "signed in"; readonly session: Session };

const askAgainMillis = 2_000;

async function findStage(): Promise<Stage> {
  try {
    await owedSignOut.settle();
  } catch {
    // Whoever signed out here is not shown again, whether the server knows it or not.
    return { name: "signed out" };
  }
  try {
    const session = await readSession();
    if (session.account.role === "crew") keepSession(session);
    else dropKept();
    return { name: "signed in", session };
  } catch (thrown) {
    if (isProblem(thrown) && thrown.status === 401) {
      dropKept();
      return { name: "signed out" };
    }
    const kept = isProblem(thrown) && isUnreached(thrown) ? findKeptSession() : undefined;
    if (kept !== undefined) return { name: "signed in", session: kept };
    return { name: "asking", fault: messageOf(thrown) };
  }
}

export function CrewApplication() {
  const [stage, setStage] = useState<Stage>({ name: "asking", fault: "" });
  const ask = useCallback(async () => setStage(await findStage()), []);
  useEffect(() => {
    // findStage never rejects.
    void findStage().then(setStage);
  }, []);
  useEffect(() => {
    if (stage.name !== "asking" || stage.fault === "") return undefined;
    const timer = setTimeout(() => void ask(), askAgainMillis);
    return () => clearTimeout(timer);
  }, [stage, ask]);
  const onSignedOut = useCallback(() => {
    dropKept();
    setStage({ name: "signed out" });
  }, []);
  const onReached = useCallback(() => void ask(), [ask]);
  if (stage.name === "asking")
    return <WaitPage what="Asking the server who is signed in" fault={stage.fault} />;
  if (stage.name === "signed out") return <SignInPage onDone={() => void ask()} />;
  const { session } = stage;
  const { role, unit } = session.account;
  const region = session.regions[0];
  if (role === "crew" && unit !== undefined && region !== undefined)
    return (
      <CrewPage
        key={unit}
        session={session}
        region={region}
        unit={unit}
        onSignedOut={onSignedOut}
        onReached={onReached}
      />
    );
  if (session.demo && region !== undefined)
    return (
      <DemoUnitPage
        region={region.id}
        onChoose={(chosen) => playUnit(region.id, chosen).then(ask)}
      />
    );
  return (
    <WaitPage what="Crew page" fault="This account is no crew's. Sign in at the console instead." />
  );
}

async function playUnit(region: string, unit: number): Promise<void> {
  const body = { role: "crew", region, unit };
  await readJson("/api/session/demo", { method: "POST", body });
}
