import { formatId } from "@atrium/contracts";
import { commonPermission, rarePermission } from "./bare-access.ts";
import type { Case } from "./case.ts";
import type { Ask } from "./load.ts";
import type { Place } from "./people.ts";

/** Questions about rights, of people at random so that most are not remembered, and of one so that it is. */
export function accessCases(from: {
  place: Place;
  get: (paths: readonly string[], as?: Ask["headers"]) => Ask;
  connections: number;
}): Case[] {
  const { place, get, connections } = from;
  const nobody = {};
  // Questions that people ask of a console, not programs of an API: more at once only measures the waiting.
  const few = Math.min(4, connections);
  const about = (what: string, people: readonly string[]): Ask =>
    get(
      people.map(
        (id) => `/api/v1/access/${what}?permission=${commonPermission}&subject=${formatId("user", id)}`,
      ),
    );
  const known = place.sample.slice(0, 500);
  const grants = get(
    place.sample.map((id) => `/grants-of/${id}`),
    nobody,
  );
  const holders = get([`/holders/${place.commonRole}`], nobody);
  return [
    {
      id: "access:check", title: "check, of people asked about before", limitTitle: "Fastify hello", connections,
      ours: about("check", known), bare: get(["/hello"], nobody),
    },
    {
      id: "access:check-any", title: "check, of anybody", limitTitle: "select of the grants", connections,
      ours: about("check", place.sample), bare: grants,
    },
    {
      id: "access:explain", title: "explain", limitTitle: "select of the grants", connections: few,
      ours: about("explain", place.sample), bare: grants,
    },
    {
      id: "access:who-can", title: "who can, what everybody can", limitTitle: "select of 26 holders", connections: few,
      ours: get([`/api/v1/access/who-can?permission=${commonPermission}`]), bare: holders,
    },
    {
      id: "access:who-can-rare", title: "who can, what few can", limitTitle: "select of 26 holders", connections: few,
      ours: get([`/api/v1/access/who-can?permission=${rarePermission}`]), bare: holders,
    },
  ]; // prettier-ignore
}
