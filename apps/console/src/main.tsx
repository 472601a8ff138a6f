import "./styles.css";
import { createToasts } from "@atrium/ui";
import { createRoot } from "react-dom/client";
import { createActionRegistry } from "./actions/registry.ts";
import { createQueryClient, createSessionEnd } from "./api/query-client.ts";
import { createStepUp } from "./api/step-up.ts";
import { Root } from "./app/root.tsx";
import { createPreferences } from "./app/preferences.ts";
import { createAppRouter } from "./app/router.tsx";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root.");

const sessionEnd = createSessionEnd();
const actingOver = createSessionEnd();
const queryClient = createQueryClient(sessionEnd, actingOver);
const app = {
  preferences: createPreferences(localStorage, document.documentElement),
  actions: createActionRegistry(),
  toasts: createToasts(),
  sessionEnd,
  actingOver,
  stepUp: createStepUp(),
};
createRoot(element).render(
  <Root app={app} queryClient={queryClient} router={createAppRouter(queryClient)} />,
);
