import { permissionNames, type ScopeRef } from "@atrium/contracts";
import { compile, holds } from "../apps/server/src/modules/access/engine/compile.ts";
import type { HeldGrant } from "../apps/server/src/modules/access/engine/held-grants.ts";
import { chainOf, wholeOrganization, type Chain } from "../apps/server/src/modules/access/engine/scopes.ts";

/** How many questions a core answers from memory: `node bench/access-checks.ts [seconds]`. */
const seconds = Number(process.argv[2] ?? 2);
const now = new Date();
const people = 10_000;

const scope = (kind: ScopeRef["kind"], id: string | null): ScopeRef => ({ kind, type: null, id });
const grantOf = (permissions: readonly string[], at: ScopeRef): HeldGrant => ({
  id: "", subject: { type: "user", id: "" }, roleId: null, role: null, permissions, scope: at, validFrom: null,
  validUntil: null, grantedBy: null, reason: null, source: "manual", createdAt: "",
}); // prettier-ignore

const groups = Array.from({ length: 50 }, (_, n) => `group ${n}`);
const held = Array.from({ length: people }, (_, n) =>
  compile(
    [
      grantOf(
        permissionNames.filter((_name, at) => (at + n) % 3 === 0),
        scope("organization", null),
      ),
      grantOf(
        permissionNames.filter((_name, at) => (at + n) % 5 === 0),
        scope("group", groups[n % 50] ?? ""),
      ),
    ],
    now,
  ),
);
const nobody = compile([], now);
const chains = groups.map((id, n) => chainOf(scope("group", id), groups.slice(n, n + 5)));

function measure(title: string, chainAt: (n: number) => Chain): void {
  const until = performance.now() + seconds * 1000;
  const begun = performance.now();
  let asked = 0;
  let allowed = 0;
  while (performance.now() < until) {
    for (let n = 0; n < 100_000; n++) {
      const permission = permissionNames[n % permissionNames.length];
      if (permission !== undefined && holds(held[(n * 7919) % people] ?? nobody, permission, chainAt(n)))
        allowed++;
    }
    asked += 100_000;
  }
  const each = asked / ((performance.now() - begun) / 1000);
  const share = Math.round((100 * allowed) / asked);
  console.log(
    `${title}: ${Math.round(each / 1000).toLocaleString("en")} thousand checks a second, ${share} % yes`,
  );
}

measure("in the organization", () => wholeOrganization);
measure("at a group, five deep", (n) => chains[n % chains.length] ?? wholeOrganization);
