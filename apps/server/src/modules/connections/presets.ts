import type { ConnectionPreset, ConnectionSettings } from "@atrium/contracts";
import type { ConnectionRow } from "./queries.ts";

type Preset = {
  /** Cannot be set otherwise, so that the name of a provider always means that provider. */
  readonly fixed: ConnectionSettings;
  readonly defaults: ConnectionSettings;
  /** Whether it asks for the mailbox itself before it calls an address verified. */
  readonly provesMailboxes: boolean;
};

const openId = ["openid", "email", "profile"];

const presets: Readonly<Record<ConnectionPreset, Preset>> = {
  google: {
    fixed: { issuer: "https://accounts.google.com" },
    defaults: { scopes: openId },
    provesMailboxes: true,
  },
  // Its addresses are what an administrator wrote, so they prove nothing (the "nOAuth" holes).
  microsoft: { fixed: {}, defaults: { scopes: openId }, provesMailboxes: false },
  github: {
    fixed: {
      authorizationEndpoint: "https://github.com/login/oauth/authorize",
      tokenEndpoint: "https://github.com/login/oauth/access_token",
      userinfoEndpoint: "https://api.github.com/user",
    },
    defaults: { scopes: ["read:user", "user:email"] },
    provesMailboxes: true,
  },
  gitlab: {
    fixed: {},
    defaults: { issuer: "https://gitlab.com", scopes: openId },
    provesMailboxes: false,
  },
  apple: {
    fixed: { issuer: "https://appleid.apple.com" },
    defaults: { scopes: ["openid", "email", "name"] },
    provesMailboxes: true,
  },
  generic: { fixed: {}, defaults: { scopes: openId }, provesMailboxes: false },
};

/** The settings that count: what was written, between what the preset suggests and what it insists on. */
export function effectiveSettings({ preset, settings }: Pick<ConnectionRow, "preset" | "settings">) {
  const { defaults, fixed } = presets[preset];
  return { ...defaults, ...settings, ...fixed } satisfies ConnectionSettings;
}

export const provesMailboxes = (preset: ConnectionPreset): boolean => presets[preset].provesMailboxes;
