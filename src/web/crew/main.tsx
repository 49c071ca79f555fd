/**
 * Entry of the crew page: styles, theme, then the page, and the worker that keeps the page for when there is no network.
 * It shares sign-in and looks with the console, nothing else.
 */

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { getElement } from "../parts/get-element.ts";
import "../styles/tokens.css";
import "../styles/base.css";
import { followTheme } from "../view/theme.ts";
import { CrewApplication } from "./crew-application.tsx";
import "./crew.css";

followTheme();
createRoot(getElement("root")).render(
  <StrictMode>
    <CrewApplication />
  </StrictMode>,
);

// Not over plain HTTP but on one's own machine, and not in every browser: then the page needs the network to open.
navigator.serviceWorker?.register("/crew-worker.js", { scope: "/crew" }).catch(() => undefined);
