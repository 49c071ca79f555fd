/** Entry of the crew page: styles, theme, then the page. It shares sign-in and looks with the console, nothing else. */

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
