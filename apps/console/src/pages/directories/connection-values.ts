import {
  connectionPresets,
  type Connection,
  type ConnectionPreset,
  type ConnectionSettings,
} from "@atrium/contracts";
import type { FormValues } from "../../api/use-contract-form.ts";

type Kind = Connection["kind"];

const oidcTexts = ["issuer", "clientId"] as const;
const endpointTexts = ["authorizationEndpoint", "tokenEndpoint", "userinfoEndpoint"] as const;
const appleTexts = ["teamId", "keyId"] as const;
const samlTexts = ["entryPoint", "entityId", "metadataUrl"] as const;
const texts = [...oidcTexts, ...endpointTexts, ...appleTexts, ...samlTexts] as const;
export type SettingText = (typeof texts)[number];

/** What a provider's kind and preset leave to be said. */
export function settingTexts(kind: Kind, preset: ConnectionPreset): readonly SettingText[] {
  if (kind === "saml") return samlTexts;
  if (preset === "apple") return ["clientId", ...appleTexts];
  if (preset === "google" || preset === "github") return ["clientId"];
  return preset === "generic" ? [...oidcTexts, ...endpointTexts] : oidcTexts;
}

export const kindOf = (values: FormValues): Kind => (values["kind"] === "saml" ? "saml" : "oidc");
export function presetOf(values: FormValues): ConnectionPreset {
  return connectionPresets.find((preset) => preset === values["preset"]) ?? "generic";
}

export const newConnection: FormValues = {
  kind: "oidc",
  preset: "generic",
  name: "",
  ...Object.fromEntries(texts.map((name) => [`settings.${name}`, ""])),
  "settings.certificates": "",
  "settings.attributes": "",
  "settings.trustsFactors": "",
  clientSecret: "",
  privateKey: "",
  domains: "",
  jit: "",
  defaultRole: "",
  roleMap: "",
  allowIdpInitiated: "",
  status: "active",
};

/** A connection as the form writes it. Secrets never come back, so their fields are empty. */
export function connectionValues(connection: Connection): FormValues {
  const { settings } = connection;
  return {
    ...newConnection,
    kind: connection.kind,
    preset: connection.preset,
    name: connection.name,
    ...Object.fromEntries(texts.map((name) => [`settings.${name}`, settings[name] ?? ""])),
    "settings.certificates": (settings.certificates ?? []).join("\n\n"),
    "settings.attributes": settings.attributes?.groups ?? "",
    "settings.trustsFactors": settings.trustsFactors === true ? "yes" : "",
    domains: connection.domains.map(({ domain }) => domain).join(", "),
    jit: connection.jit ? "yes" : "",
    defaultRole: connection.defaultRole ?? "",
    roleMap: connection.roleMap.map(({ value, role }) => `${value} = ${role}`).join("\n"),
    allowIdpInitiated: connection.allowIdpInitiated ? "yes" : "",
    status: connection.status,
  };
}

/** PEM blocks, or their base64 with an empty line between. */
function certificatesIn(text: string): string[] {
  return text
    .split(/(?<=-----END CERTIFICATE-----)|\n\s*\n/)
    .map((one) => one.trim())
    .filter(Boolean);
}

/** `group = role`, one a line. */
export function roleMapIn(text: string): { value: string; role: string }[] {
  return text
    .split("\n")
    .map((line) => line.split("="))
    .map((parts) => ({ value: parts.slice(0, -1).join("=").trim(), role: parts.at(-1)?.trim() ?? "" }))
    .filter(({ value, role }) => value !== "" && role !== "");
}

/** The settings that are said; what is left empty is left out. */
export function settingsOf(values: FormValues, names: readonly string[]): ConnectionSettings {
  const wanted = new Set(names);
  const said = settingTexts(kindOf(values), presetOf(values)).filter(
    (name) => wanted.has(`settings.${name}`) && values[`settings.${name}`]?.trim(),
  );
  const certificates = certificatesIn(values["settings.certificates"] ?? "");
  const groups = values["settings.attributes"]?.trim() ?? "";
  return {
    ...Object.fromEntries(said.map((name) => [name, values[`settings.${name}`]?.trim()])),
    ...(wanted.has("settings.certificates") && certificates.length > 0 && { certificates }),
    ...(wanted.has("settings.attributes") && groups !== "" && { attributes: { groups } }),
    ...(wanted.has("settings.trustsFactors") && {
      trustsFactors: values["settings.trustsFactors"] === "yes",
    }),
  };
}

/** The other changed fields, as both operations take them. */
export function fieldsOf(values: FormValues, names: readonly string[]) {
  const wanted = new Set(names);
  const text = (name: string) => values[name]?.trim() ?? "";
  return {
    ...(wanted.has("clientSecret") && text("clientSecret") !== "" && { clientSecret: text("clientSecret") }),
    ...(wanted.has("privateKey") && text("privateKey") !== "" && { privateKey: text("privateKey") }),
    ...(wanted.has("domains") && {
      domains: text("domains")
        .split(/[\s,]+/)
        .filter(Boolean),
    }),
    ...(wanted.has("jit") && { jit: values["jit"] === "yes" }),
    ...(wanted.has("defaultRole") && { defaultRole: text("defaultRole") || null }),
    ...(wanted.has("roleMap") && { roleMap: roleMapIn(text("roleMap")) }),
    ...(wanted.has("allowIdpInitiated") && { allowIdpInitiated: values["allowIdpInitiated"] === "yes" }),
    ...(wanted.has("status") &&
      ({ status: values["status"] === "inactive" ? "inactive" : "active" } as const)),
  };
}
