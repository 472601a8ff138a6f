import { refuse } from "./asserted.ts";

type Ask = (address: string) => Promise<unknown>;
type Address = { email?: unknown; primary?: unknown; verified?: unknown };

/** GitHub's own answer in the words of OpenID; the public address proves nothing, the list of addresses does. */
export async function githubPerson(
  user: Readonly<Record<string, unknown>>,
  ask: Ask,
): Promise<Record<string, unknown>> {
  const { id, name } = user;
  if (typeof id !== "number") return refuse("GitHub named nobody");
  const addresses = await ask("https://api.github.com/user/emails");
  const primary = Array.isArray(addresses)
    ? (addresses as Address[]).find((each) => each.primary === true)
    : undefined;
  const [first = "", ...rest] = typeof name === "string" ? name.trim().split(/\s+/) : [];
  return {
    sub: id,
    email: primary?.email,
    email_verified: primary?.verified === true,
    given_name: first,
    family_name: rest.join(" "),
  };
}
