/**
 * In a demo: the tag that says so, always in sight, and behind it what is played, which robots work in the room (a
 * person may take their chairs at any moment), and the way to be somebody else. It is not there in a real room.
 */

import { useEffect, useState } from "react";
import { roles, type Role } from "../../core/vocabulary.ts";
import { readJson, signInToDemo } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import type { Instant } from "../../base/instant.ts";
import { shortTimeText } from "../view/format.ts";
import { subscribeToTicks } from "../live/ticker.ts";
import { useConsole, useNow } from "../live/use-region.ts";
import { FaultNote } from "../parts/fault-note.tsx";

interface DemoState {
  readonly scenario: {
    readonly title: string;
    readonly summary: string;
    readonly tour: readonly { readonly at: Instant; readonly words: string }[];
  };
  readonly robots: { readonly callTaking: boolean; readonly dispatch: boolean };
}

type Robot = keyof DemoState["robots"];

const askMillis = 15_000;
const robotNames: { readonly [K in Robot]: string } = {
  callTaking: "A robot answers calls and opens incidents",
  dispatch: "A robot sends the unit that is recommended first",
};

/** Undefined where the server plays no world of its own (a demo on real recorded calls). */
function useDemoState(): {
  readonly demo: DemoState | undefined;
  readonly fault: string;
  readonly setRobot: (robot: Robot, isOn: boolean) => Promise<void>;
} {
  const [demo, setDemo] = useState<DemoState | undefined>(undefined);
  const [fault, setFault] = useState("");
  useEffect(() => {
    let stop = (): void => undefined;
    const ask = (): void => {
      // A server without a world of its own refuses; it will go on doing so.
      readJson<DemoState>("/api/demo").then(setDemo, () => stop());
    };
    stop = subscribeToTicks(askMillis, ask);
    ask();
    return () => stop();
  }, []);
  const setRobot = async (robot: Robot, isOn: boolean): Promise<void> => {
    try {
      setDemo(await readJson<DemoState>("/api/demo", { method: "POST", body: { [robot]: isOn } }));
      setFault("");
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  };
  return { demo, fault, setRobot };
}

function robotsText({ robots }: DemoState): string {
  if (robots.callTaking && robots.dispatch) return "robots take calls and send";
  if (robots.callTaking) return "a robot takes calls";
  return robots.dispatch ? "a robot sends units" : "no robots: the room is yours";
}

export function DemoMenu() {
  const { demo, fault, setRobot } = useDemoState();
  const more =
    demo === undefined ? "signed in by itself" : `${demo.scenario.title}, ${robotsText(demo)}`;
  return (
    <>
      <button
        type="button"
        className="demo-tag"
        popoverTarget="demo-menu"
        title="What is played here"
      >
        DEMO<span className="demo-more">: {more}</span>
      </button>
      <div id="demo-menu" popover="auto" className="demo-menu stack">
        <p>
          This is a demo. Nothing here is real, and this browser was signed in by itself: that works
          only on the machine the demo runs on.
        </p>
        {demo !== undefined && (
          <>
            <h2>{demo.scenario.title}</h2>
            <p className="soft">{demo.scenario.summary}</p>
            <DemoTour tour={demo.scenario.tour} />
            <fieldset className="stack">
              <legend className="label">Robots in the room</legend>
              {(Object.keys(robotNames) as Robot[]).map((robot) => (
                <label key={robot} className="row">
                  <input
                    type="checkbox"
                    checked={demo.robots[robot]}
                    onChange={(event) => void setRobot(robot, event.target.checked)}
                  />
                  {robotNames[robot]}
                </label>
              ))}
            </fieldset>
          </>
        )}
        <FaultNote text={fault} />
        <DemoRoles />
      </div>
    </>
  );
}

/** What to watch for, with the times of the world: what is over or under way first, and what comes next marked. */
function DemoTour({ tour }: Pick<DemoState["scenario"], "tour">) {
  const now = useNow();
  if (tour.length === 0) return null;
  const next = tour.findIndex(({ at }) => at > now);
  return (
    <div className="stack" role="group" aria-label="What to watch for">
      <span className="label">What to watch for (it is {shortTimeText(now)} there)</span>
      <ol className="demo-tour">
        {tour.map(({ at, words }, index) => (
          <li key={words} aria-current={index === next ? "step" : undefined}>
            <b>{shortTimeText(at)}</b>{" "}
            {index === next && <span className="soft">comes next: </span>}
            {words}
          </li>
        ))}
      </ol>
    </div>
  );
}

const consoleRoles: readonly Role[] = roles.names.filter(
  (role) => role !== "crew" && role !== "partner" && role !== "community",
);

/** Anybody may be anybody: the same screen with another role's rights, or the crew page. */
function DemoRoles() {
  const { session } = useConsole();
  const [fault, setFault] = useState("");
  const become = (role: Role): void => {
    signInToDemo(role).then(
      () => location.reload(),
      (thrown: unknown) => setFault(messageOf(thrown)),
    );
  };
  return (
    <div className="stack" role="group" aria-label="Be somebody else">
      <span className="label">You are a {session.account.role}. Be somebody else:</span>
      <div className="row wrap">
        {consoleRoles
          .filter((role) => role !== session.account.role)
          .map((role) => (
            <button key={role} type="button" className="button small" onClick={() => become(role)}>
              {role}
            </button>
          ))}
        <button type="button" className="button small" onClick={() => location.assign("/crew")}>
          crew of a unit
        </button>
      </div>
      <FaultNote text={fault} />
    </div>
  );
}
