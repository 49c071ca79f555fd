/**
 * The crew page of one unit: who is signed in, then the page. An account of a crew has its unit; in a demo anybody
 * may play any unit, and goes back to the console from here.
 */

import { useCallback, useEffect, useState } from "react";
import { readJson, readSession } from "../api/client.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { Session } from "../api/types.ts";
import { SignInPage } from "../session/sign-in-page.tsx";
import { WaitPage } from "../session/wait-page.tsx";
import { CrewPage } from "./crew-page.tsx";
import { DemoUnitPage } from "./demo-unit-page.tsx";

type Stage =
  | { readonly name: "asking"; readonly fault: string }
  | { readonly name: "signed out" }
  | { readonly name: "signed in"; readonly session: Session };

const askAgainMillis = 2_000;

async function findStage(): Promise<Stage> {
  try {
    return { name: "signed in", session: await readSession() };
  } catch (thrown) {
    if (isProblem(thrown) && thrown.status === 401) return { name: "signed out" };
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
  const onSignedOut = useCallback(() => setStage({ name: "signed out" }), []);
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
