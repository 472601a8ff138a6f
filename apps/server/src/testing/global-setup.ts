import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { systemClock } from "#kernel/clock";
import { startThrowawayPostgres } from "#kernel/embedded-postgres-throwaway";
import { createIds } from "#kernel/ids";
import { prepareDatabase } from "../database-server.ts";
import { testMaster } from "./master.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Owner's address of the migrated template; suites work on copies. */
    templateUrl: string;
  }
}

/** A PostgreSQL that lives as long as the test run, with one migrated database to copy from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(path.join(tmpdir(), "atrium-tests-"));
  const postgres = await startThrowawayPostgres({ dir, settings: { max_connections: "400" } });
  const url = new URL(postgres.ownerUrl);
  url.pathname = "/postgres";
  const client = new Client(url.href);
  await client.connect();
  await client.query("create database atrium_template");
  await client.end();
  url.pathname = "/atrium_template";
  await prepareDatabase(url.href, {
    master: testMaster,
    now: systemClock.now,
    newId: createIds(systemClock),
    step: () => undefined,
  });
  project.provide("templateUrl", url.href);
  return async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
