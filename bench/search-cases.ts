import type { Case } from "./case.ts";
import type { Place } from "./people.ts";
import { makeTypos } from "./typos.ts";

const asked = 1000;
const few = 4;

/** Searches for people as they are met, beside the select that finds twenty of a last name by its index. */
export function searchCases(from: {
  place: Place;
  headers: Readonly<Record<string, string>>;
  connections: number;
}): Case[] {
  const { place, headers } = from;
  const people = place.named.slice(0, asked);
  const bare = people.map(({ key }) => `/named/${encodeURIComponent(key)}`);
  const row = (id: string, title: string, queries: readonly string[]): Case => ({
    id: `find:${id}`,
    title: `search 20, ${title}`,
    limitTitle: "20 of a last name",
    connections: Math.min(few, from.connections),
    ours: {
      method: "GET",
      paths: queries.map((q) => `/api/v1/users/search?${new URLSearchParams({ q }).toString()}`),
      headers,
      status: 200,
    },
    bare: { method: "GET", paths: bare, headers: {}, status: 200 },
  });
  const middle = (text: string): string => text.slice(1, Math.max(3, text.length - 1)) || text;
  return [
    row("name", "a last name", people.map(({ last }) => last)),
    row("two", "first and last name", people.map(({ first, last }) => `${first} ${last}`)),
    row("turned", "last name and a beginning", people.map(({ first, last }) => `${last} ${first.slice(0, 3)}`)),
    row("begin", "three letters", people.map(({ last }) => last.slice(0, 3))),
    row("part", "a part of a name", people.map(({ last }) => middle(last))),
    row("email", "an e-mail address", people.map(({ email }) => email)),
    row("mailbox", "a part of an address", people.map(({ email }) => middle(email.slice(0, email.indexOf("@"))))),
    row("number", "a part of an employee number", people.map(({ employeeNumber }) => employeeNumber.slice(2))),
    row("typo", "one typo", makeTypos(place, asked).map(({ typed }) => typed)),
  ]; // prettier-ignore
}
