/**
 * Entry of the console page: styles, theme, then the application. Nothing else happens at load.
 */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { FaultBoundary } from "./parts/fault-boundary.tsx";
import { getElement } from "./parts/get-element.ts";
import { Application } from "./session/application.tsx";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/panel.css";
import { followTheme } from "./view/theme.ts";

followTheme();
createRoot(getElement("root")).render(
  <StrictMode>
    <FaultBoundary part="The page">
      <Application />
    </FaultBoundary>
  </StrictMode>,
);
