/** Acting as another person. */
export const impersonationEn = {
  "action.impersonate": "Sign in as…",
  "action.endImpersonation": "Stop acting as somebody else",
  "impersonation.title": "Look at Atrium as {name}?",
  "impersonation.detail":
    "For fifteen minutes this tab shows what {name} sees, as far as you may see it yourself. They are told by mail, with your name and the reason, and everything you do is written down under both names.",
  "impersonation.never":
    "Password, factors, sessions, addresses, keys, roles and exports stay theirs alone, whatever you tick here.",
  "impersonation.write": "Also change things in their name",
  "impersonation.writeDetail": "Without it you can look and nothing else.",
  "impersonation.start": "Sign in as {name}",
  "impersonation.banner": "You act as {name}",
  "impersonation.looking": "only looking",
  "impersonation.writing": "changes are real",
  "impersonation.reason": "Reason: {reason}",
  "impersonation.left": "{time} left",
  "impersonation.end": "End",
  "impersonation.endOf": "End acting as {name}",
  "impersonation.over.title": "You are yourself again",
  "impersonation.over.detail":
    "Acting as {name} is over: the fifteen minutes have passed, or it was ended. What you wrote here and did not save can still be copied.",
  "impersonation.over.back": "Back to my own place",
  "audit.actingAs": "{actor} as {subject}",
  "audit.onBehalfOf": "In the name of",
  "audit.because": "Reason: {reason}",
  "sessions.acting": "{name}, acting as this person",
  "sessions.acting.writes": "can change things",
  "sessions.acting.looks": "only looks",
  "event.impersonation.started": "{actor} began to look at Atrium as {target}",
  "event.impersonation.ended": "{actor} ended looking at Atrium as {target}",
} as const satisfies Record<string, string>;
