import { z } from "zod";
import { defaultLimits, type Contract } from "./contract.ts";
import { commonErrors, errors, type ErrorCode } from "./errors.ts";
import { permissions } from "./permissions.ts";

type Json = { [key: string]: unknown };

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
  }) as Json;
  return hideSecrets(rest);
}

/** A field marked secret is shown to readers of the document as a password. */
function hideSecrets(schema: Json): Json {
  const shown: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "secret") shown["format"] = "password";
    else if (key === "properties") shown[key] = mapProperties(value as Record<string, Json>);
    else shown[key] = value;
  }
  return shown;
}

function mapProperties(properties: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, hideSecrets(schema)]));
}

function parametersOf(contract: Contract): Json[] {
  const parameters: Json[] = [];
  for (const [place, schema] of [
    ["path", contract.params],
    ["query", contract.query],
  ] as const) {
    if (schema === undefined) continue;
    const { properties = {}, required = [] } = schemaOf(schema, "input") as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    for (const [name, property] of Object.entries(properties)) {
      const { description, ...inner } = property;
      const example = place === "query" ? contract.examples?.query?.[name] : undefined;
      parameters.push({
        name,
        in: place,
        required: place === "path" || required.includes(name),
        ...(description === undefined ? {} : { description }),
        schema: inner,
        ...(example === undefined ? {} : { example }),
      });
    }
  }
  if (contract.ifMatch !== undefined) {
    parameters.push({
      name: "If-Match",
      in: "header",
      required: contract.ifMatch === "required",
      schema: { type: "string" },
      description: "ETag of the row as it was read",
    });
  }
  if (contract.method === "POST" && contract.secretOutput !== true && contract.upload === undefined) {
    parameters.push({
      name: "Idempotency-Key",
      in: "header",
      required: false,
      schema: { type: "string", maxLength: 200 },
    });
  }
  return parameters;
}

function responsesOf(contract: Contract): Json {
  const status = String(contract.status ?? 200);
  const responses: Json = {
    [status]:
      contract.file === true
        ? { description: "The file", content: { "*/*": { schema: binary } } }
        : contract.output === undefined
          ? { description: "Done" }
          : {
              description: "Done",
              content: {
                [contract.contentType ?? "application/json"]: { schema: schemaOf(contract.output, "output") },
              },
            },
  };
  if (contract.form !== undefined) responses["303"] = { description: "The browser is sent on" };
  const codes = new Set<ErrorCode>([...contract.errors, ...commonErrors]);
  if (contract.params !== undefined) codes.add("resource.not_found");
  if (contract.permission === "public") codes.delete("auth.forbidden");
  const byStatus = Map.groupBy(codes, (code) => errors[code].status);
  for (const [problem, group] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[String(problem)] = {
      description: group.map((code) => `\`${code}\`: ${errors[code].title}`).join("; "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  }
  return responses;
}

const forWhom = {
  self: "For whoever is signed in.",
  member: "For whoever may act in the organization, as far as it is theirs or their permissions reach.",
};

const binary: Json = { type: "string", format: "binary" };

/** What a call takes and in which form; nothing where it takes no body. */
function requestBodyOf(contract: Contract): Json {
  const content =
    contract.upload !== undefined
      ? { "application/octet-stream": { schema: { ...binary, maxLength: contract.upload.maxBytes } } }
      : contract.body === undefined
        ? null
        : {
            [contract.form === undefined ? "application/json" : "application/x-www-form-urlencoded"]: {
              schema: schemaOf(contract.body, "input"),
              ...(contract.examples?.body === undefined ? {} : { example: contract.examples.body }),
            },
          };
  return content === null ? {} : { requestBody: { required: true, content } };
}

function operationOf(contract: Contract): Json {
  const limit = contract.limit ?? defaultLimits[contract.method];
  const isOpen = contract.permission === "public";
  const needs = isOpen
    ? "Nobody need be signed in."
    : contract.permission === "self" || contract.permission === "member"
      ? forWhom[contract.permission]
      : `Needs \`${contract.permission}\`: ${permissions[contract.permission].title}.`;
  const lines = [
    contract.description,
    needs,
    `At most ${limit.limit} calls in ${limit.windowSeconds} seconds.`,
  ];
  return {
    operationId: contract.id,
    summary: contract.summary,
    description: lines.filter((line) => line !== undefined).join("\n\n"),
    tags: [contract.id.split(".")[0]],
    security: isOpen ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: parametersOf(contract),
    ...requestBodyOf(contract),
    responses: responsesOf(contract),
    "x-permission": contract.permission,
    "x-audit": contract.audit,
  };
}

const problemSchema: Json = {
  type: "object",
  description: "RFC 9457",
  required: ["type", "title", "status", "code", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "A code of the error registry" },
    detail: { type: ["string", "null"] },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "code", "detail"],
        properties: { pointer: { type: "string" }, code: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
};

/** The whole API as OpenAPI 3.1, from the contracts alone: no server, no database. */
export function buildOpenApi(contracts: readonly Contract[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const contract of contracts) {
    const path = `/api/v1${contract.path.replace(/:(\w+)/g, "{$1}")}`;
    (paths[path] ??= {})[contract.method.toLowerCase()] = operationOf(contract);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Atrium",
      version,
      description: "Who your people are, what they may do, and what happened.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An access token or an API key" },
        cookie: { type: "apiKey", in: "cookie", name: "__Host-atrium" },
      },
    },
  };
}
