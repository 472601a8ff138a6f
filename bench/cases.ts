import { accessCases } from "./access-cases.ts";
import type { Case } from "./case.ts";
import { words, type SortName, type Word } from "./bare-queries.ts";
import type { DeepPage } from "./deep-pages.ts";
import type { Ask } from "./load.ts";
import type { Place } from "./people.ts";
import { searchCases } from "./search-cases.ts";
import type { Sessions, SignedIn } from "./sign-in.ts";

const pageLimit = "limit=50";
const few = 4;
const nobody = {};

const sorts: readonly { sort: SortName; title: string }[] = [
  { sort: "createdAt", title: "created" },
  { sort: "updatedAt", title: "updated" },
  { sort: "name", title: "name" },
  { sort: "email", title: "e-mail" },
  { sort: "lastLoginAt", title: "last sign-in" },
];

export function allCases(from: {
  place: Place;
  owner: { email: string; password: string };
  signedIn: SignedIn;
  sessions: Sessions;
  deep: readonly DeepPage[];
  connections: number;
  /** Keeps the e-mail addresses of runs on one database apart. */
  run: string;
}): Case[] {
  const { place, owner, deep, connections, run, sessions } = from;
  const { headers } = from.signedIn;
  const get = (paths: readonly string[], as = headers): Ask => ({
    method: "GET",
    paths,
    headers: as,
    status: 200,
  });
  const list = (query: string): Ask => get([`/api/v1/users?${pageLimit}&${query}`]);
  const person = (kind: string): string =>
    JSON.stringify({ email: `bench-${kind}-${run}-{n}@people.example`, firstName: "Bea", lastName: "Bench" });
  const post = (path: string, body: string, as: Ask["headers"], status: number): Ask => ({
    method: "POST", paths: [path], headers: as, body, status,
  }); // prettier-ignore
  const exchange = (path: string, tokens: readonly string[]): Ask => ({
    method: "POST", paths: [path], headers: nobody, status: 200, exchange: { field: "refreshToken", from: tokens },
  }); // prettier-ignore
  const smaller = Math.min(few, connections);

  const pages = sorts.flatMap(({ sort, title }) =>
    [true, false].map((descending): Case => {
      const name = `${descending ? "-" : ""}${sort}`;
      const first = name === "-createdAt";
      return {
        id: first ? "list" : `sort:${name}`,
        title: first
          ? "list 50 + total, newest first"
          : `list 50 + total, by ${title} ${descending ? "down" : "up"}`,
        limitTitle: "the same two selects",
        connections,
        ours: list(`sort=${name}`),
        bare: get([`/list-with-total/${name}`], nobody),
      };
    }),
  );
  const deepPages = deep.map(({ sort, cursor, key, id, behind }): Case => ({
    id: `deep:${sort}`,
    title: `list 50 + total, by ${sort}, behind ${behind.toLocaleString("en")}`,
    limitTitle: "the same two selects",
    connections,
    ours: list(`sort=${sort}&cursor=${encodeURIComponent(cursor)}`),
    bare: get([`/list-with-total/${sort}?${new URLSearchParams({ key, id }).toString()}`], nobody),
  }));
  const searches = (Object.keys(words) as Word[]).map((word): Case => ({
    id: `search:${word}`,
    title: `list 50 + total, q=${words[word]} (finds ${word})`,
    limitTitle: "the same two selects",
    connections: smaller,
    ours: list(`q=${words[word]}`),
    bare: get([`/search/${word}`], nobody),
  }));
  return [
    {
      id: "get", title: "get one user", limitTitle: "point select", connections,
      ours: get(place.sample.map((id) => `/api/v1/users/${id}`)),
      bare: get(place.sample.map((id) => `/users/${id}`), nobody),
    },
    ...pages.slice(0, 1),
    {
      id: "plain", title: "list 50, no total", limitTitle: "the same select", connections,
      ours: list("sort=-createdAt&count=none"),
      bare: get(["/list/-createdAt"], nobody),
    },
    ...pages.slice(1),
    ...deepPages,
    {
      id: "filter", title: "list 50 + total, status:active", limitTitle: "the same two selects", connections,
      ours: list("q=status:active"),
      bare: get(["/active"], nobody),
    },
    ...searches,
    ...searchCases({ place, headers, connections }),
    {
      id: "session:token", title: "session check, by access token", limitTitle: "Fastify hello", connections,
      ours: get(["/api/v1/auth/session"]),
      bare: get(["/hello"], nobody),
    },
    {
      id: "session:cookie", title: "session check, by cookie", limitTitle: "Fastify hello", connections,
      ours: get(["/api/v1/auth/session"], sessions.cookie),
      bare: get(["/hello"], nobody),
    },
    {
      id: "refresh", title: "refresh", limitTitle: "one update and one Ed25519", connections,
      ours: exchange("/api/v1/auth/refresh", sessions.refresh.ours),
      bare: exchange("/refresh", sessions.refresh.bare),
    },
    {
      id: "login", title: "sign in", limitTitle: "one argon2id", connections: smaller,
      ours: post("/api/v1/auth/login", JSON.stringify({ ...owner, mode: "token" }), nobody, 200),
      bare: post("/hash", JSON.stringify({ password: owner.password }), nobody, 200),
    },
    {
      id: "create", title: "create a user, no password", limitTitle: "insert of the row", connections,
      ours: post("/api/v1/users", person("our"), headers, 201),
      bare: post("/users", person("bare"), nobody, 201),
    },
    ...accessCases({ place, get, connections }),
    {
      id: "hello", title: "(nothing)", limitTitle: "Fastify hello", connections,
      ours: null,
      bare: get(["/hello"], nobody),
    },
  ]; // prettier-ignore
}
