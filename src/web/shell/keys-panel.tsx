/** The list of keys, with the switch that turns single keys off (for speech input and shaky hands). */

import { Panel } from "../parts/panel.tsx";
import { setPreference, usePreference } from "../view/preferences.ts";
import { consoleKeys } from "./key-list.ts";

export function KeysPanel({ onClose }: { readonly onClose: () => void }) {
  const singleKeys = usePreference("singleKeys");
  return (
    <Panel label="keys" title="Keys" onClose={onClose}>
      <div className="section">
        <label className="row">
          <input
            type="checkbox"
            checked={singleKeys === "on"}
            onChange={(event) => setPreference("singleKeys", event.target.checked ? "on" : "off")}
          />
          Single keys work (n, q, u …)
        </label>
      </div>
      <dl className="facts section">
        {consoleKeys.map((known) => (
          <div key={known.key} className="key-line">
            <dt>
              <kbd className="key">{known.key}</kbd>
            </dt>
            <dd className={known.isSingle && singleKeys === "off" ? "faint" : ""}>{known.what}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
