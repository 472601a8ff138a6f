import { describe, expect, it } from "vitest";
import { createMetrics } from "./metrics.ts";

describe("metrics", () => {
  it("tell requests by operation and class of status", async () => {
    const metrics = createMetrics({ process: false });
    metrics.observeHttp("users.list", 200, 0.004);
    metrics.observeHttp("users.list", 204, 0.004);
    metrics.observeHttp("users.list", 503, 2);
    metrics.observeHttp("users.list", 0, 2);
    const text = await metrics.metricsText();
    const count = "atrium_http_request_duration_seconds_count";
    expect(text).toContain(`${count}{operation="users.list",status="2xx"} 2`);
    expect(text).toContain(`${count}{operation="users.list",status="5xx"} 1`);
    expect(text).toContain(`${count}{operation="users.list",status="none"} 1`);
  });

  it("read pools and the outbox at the moment they are asked", async () => {
    const metrics = createMetrics({ process: false });
    let waiting = 1;
    metrics.watchPool("primary", () => ({ total: 10, idle: 4, waiting }));
    metrics.watchOutbox(async () => ({ pending: 3, oldestSeconds: 1.5 }));
    waiting = 7;
    const text = await metrics.metricsText();
    expect(text).toContain('atrium_db_pool_connections{pool="primary",state="busy"} 6');
    expect(text).toContain('atrium_db_pool_connections{pool="primary",state="waiting"} 7');
    expect(text).toContain("atrium_outbox_lag_seconds 1.5");
    expect(text).toContain("atrium_outbox_pending 3");
  });

  it("stay readable when the outbox cannot be read", async () => {
    const metrics = createMetrics({ process: false });
    metrics.watchOutbox(() => Promise.reject(new Error("the database is away")));
    metrics.countCache("sessions", "hit");
    metrics.observeJob("imports.run", "done", 3);
    const text = await metrics.metricsText();
    expect(text).toContain("atrium_outbox_lag_seconds Nan");
    expect(text).toContain('atrium_cache_requests_total{cache="sessions",outcome="hit"} 1');
    expect(text).toContain('atrium_job_duration_seconds_count{job="imports.run",outcome="done"} 1');
  });

  it("belong to one app: two in one process do not meet", async () => {
    const [one, two] = [createMetrics({ process: false }), createMetrics({ process: false })];
    one.countCache("sessions", "miss");
    expect(await two.metricsText()).not.toContain('outcome="miss"');
  });

  it("include event loop and process when asked for all", async () => {
    const text = await createMetrics().metricsText();
    expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
    expect(text).toContain("process_resident_memory_bytes");
  });
});
