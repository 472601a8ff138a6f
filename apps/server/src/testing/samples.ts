import { contracts, type Contract } from "@atrium/contracts";
import { testPassword } from "./people.ts";
import type { Sent } from "./wire.ts";

export const allContracts: readonly Contract[] = contracts;

/** Bodies of the operations whose contract shows no example of one. */
const bodies: Readonly<Record<string, unknown>> = {
  "sessions.create": { email: "nobody@people.example", password: testPassword },
  "setup.run": { organizationName: "Again", email: "again@people.example", password: testPassword },
  "accounts.changePassword": { currentPassword: "not the present one", newPassword: "x" },
};

/** Path parameters that are no ids. */
const named: Readonly<Record<string, string>> = {
  role: "user",
  slug: "user",
  name: "file.csv",
  permission: "users:read",
  email: "nobody@people.example",
};

function pathOf(contract: Contract, id: string, params: Readonly<Record<string, string>>): string {
  return `/api/v1${contract.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? named[name] ?? id)}`;
}

/** A request that fits the contract and asks for the thing with this id. */
export function sampleOf(
  contract: Contract,
  id: string,
  params: Readonly<Record<string, string>> = {},
): Sent {
  const body = bodies[contract.id] ?? contract.examples?.body;
  if (contract.body !== undefined && body === undefined) {
    throw new Error(`${contract.id} takes a body: give its contract an example or name one in samples.ts`);
  }
  return {
    method: contract.method,
    path: `${pathOf(contract, id, params)}${contract.upload === undefined ? "" : "?name=sample.csv"}`,
    headers: {
      ...(contract.ifMatch === "required" ? { "if-match": '"999999"' } : {}),
      ...(contract.upload === undefined ? {} : { "content-type": "application/octet-stream" }),
    },
    ...(contract.upload === undefined ? {} : { raw: "a,b\n" }),
    ...(contract.body === undefined ? {} : { body }),
  };
}
