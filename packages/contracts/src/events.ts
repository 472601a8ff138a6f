/** Everything that can happen, once. Audit log, activity, live updates and webhooks all read these names. */
export const events = {
  "platform.set_up": { version: 1, title: "Atrium was set up" },
  "organization.created": { version: 1, title: "Organization made" },
  "organization.updated": { version: 1, title: "Organization edited" },
  "account.created": { version: 1, title: "Account made" },
  "account.updated": { version: 1, title: "Account edited" },
  "account.password_changed": { version: 1, title: "Password changed" },
  "session.started": { version: 1, title: "Signed in" },
  "session.refused": { version: 1, title: "Sign-in refused" },
  "session.ended": { version: 1, title: "Signed out" },
  "session.organization_switched": { version: 1, title: "Organization switched" },
  "user.created": { version: 1, title: "Person added" },
  "user.updated": { version: 1, title: "Person edited" },
  "user.status_changed": { version: 1, title: "Status changed" },
  "user.deleted": { version: 1, title: "Person deleted" },
  "user.restored": { version: 1, title: "Person brought back" },
  "user.role_assigned": { version: 1, title: "Role given" },
  "user.role_removed": { version: 1, title: "Role taken away" },
  "access.denied": { version: 1, title: "Access refused" },
  "job.cancelled": { version: 1, title: "Job cancelled" },
} as const satisfies Record<string, { version: number; title: string }>;
export type EventName = keyof typeof events;
export const eventNames = Object.keys(events) as EventName[];
