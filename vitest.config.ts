import { defineConfig } from "vitest/config";

/** One database server for the whole run; every worker has one program on a copy of the migrated template. */
export default defineConfig({
  test: {
    globalSetup: ["apps/server/src/testing/global-setup.ts"],
    isolate: false,
    pool: "threads",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          include: [
            "apps/server/**/*.test.ts",
            "apps/portal/**/*.test.ts",
            "apps/console/src/**/*.test.ts",
            "packages/**/*.test.ts",
            "tools/**/*.test.ts",
            "bench/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "**/dist/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["apps/console/e2e/**/*.test.ts"],
          // After the others: a browser beside two busy workers is too slow for what a person would wait for.
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          // Looks at one page side by side.
          maxConcurrency: 2,
          testTimeout: 300_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["apps/{server,portal}/src/**/*.ts", "packages/{contracts,sdk,filter}/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/testing/**", "**/*.fixture.ts", "apps/server/src/main.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 85 },
    },
  },
});
