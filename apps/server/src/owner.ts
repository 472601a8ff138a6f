import { anonymous } from "#kernel/caller";
import { ConfigError, type Config } from "#kernel/config";
import { Problem } from "#kernel/problem";
import type { App } from "./app.ts";

/** The first start in a container: nobody sees a set-up page, so the owner comes from the settings. */
export async function setUpFromSettings(app: App, config: Config, newId: () => string): Promise<void> {
  const { ATRIUM_OWNER_EMAIL: email, ATRIUM_OWNER_PASSWORD: password } = config;
  if (email === undefined || password === undefined || app.setup.platformId() !== null) return;
  const operation = app.operations.find(({ contract }) => contract.id === "setup.run");
  if (operation === undefined) throw new Error("there is no set-up");
  const request = {
    id: newId(),
    ip: null,
    local: true,
    device: null,
    flow: null,
    origin: null,
    agent: "settings",
    idempotencyKey: null,
    ifMatch: null,
  };
  try {
    await app.execute(operation, anonymous, request, {
      params: {},
      query: {},
      body: { organizationName: "Atrium", email, password },
    });
  } catch (cause) {
    // Another node was first: that is what we wanted.
    if (cause instanceof Problem && cause.code === "setup.done") return;
    if (cause instanceof Problem && cause.code === "password.unfit")
      throw new ConfigError(`ATRIUM_OWNER_PASSWORD will not do: ${cause.message}`);
    if (cause instanceof Problem && cause.code === "request.invalid")
      throw new ConfigError("ATRIUM_OWNER_EMAIL is not an e-mail address");
    throw cause;
  }
}
