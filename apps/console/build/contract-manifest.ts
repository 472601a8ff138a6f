import * as declared from "@atrium/contracts";
import type { Contract } from "@atrium/contracts";
import type { Plugin } from "vite";
import { z } from "zod";

const manifestId = "\0contract-manifest";
const fieldsId = "virtual:contract-fields";

function isContract(value: unknown): value is Contract {
  return (
    typeof value === "object" && value !== null && "id" in value && "permission" in value && "path" in value
  );
}

/** What a form needs to know of a body, read from its schema while building. */
function fieldsOf(contract: Contract) {
  if (contract.body === undefined) return [];
  const schema = z.toJSONSchema(contract.body, { io: "input", unrepresentable: "any" });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const given = typeof property === "boolean" ? {} : property;
    const inner = (given.anyOf ?? [given]).find((part) => typeof part !== "boolean" && part.type !== "null");
    const shape = typeof inner === "object" ? inner : {};
    return {
      name,
      title: given.title ?? shape.title ?? name,
      required: required.has(name) && given.default === undefined,
      maxLength: shape.maxLength ?? null,
    };
  });
}

/** What a call needs. What it is for and how it can fail are read by people and by the server. */
function plain({ id, kind, method, path, file, upload }: Contract) {
  return { id, kind, method, path, ...(file && { file }), ...(upload && { upload }) };
}

/**
 * In the browser the contracts are data: addresses, names and field lists. Their schemas run on
 * the server, which answers with a pointer per field, so the schema library need not travel (some 70 kB).
 */
export function contractManifest(): Plugin {
  return {
    name: "contract-manifest",
    enforce: "pre",
    resolveId(id) {
      if (id === "@atrium/contracts") return manifestId;
      if (id === fieldsId) return `\0${fieldsId}`;
      return null;
    },
    load(id) {
      const entries: [string, unknown][] = Object.entries(declared);
      const contracts = entries.filter((entry): entry is [string, Contract] => isContract(entry[1]));
      if (id === `\0${fieldsId}`) {
        const fields = Object.fromEntries(
          contracts
            .map(([, contract]) => [contract.id, fieldsOf(contract)] as const)
            .filter(([, list]) => list.length > 0),
        );
        return `export const contractFields = ${JSON.stringify(fields)};`;
      }
      if (id !== manifestId) return null;
      const names = new Map(contracts.map(([name, contract]) => [contract.id, name]));
      const listed = declared.contracts.map((contract) => names.get(contract.id)).filter(Boolean);
      const data = entries.filter(([, value]) => isPlainData(value));
      return [
        ...contracts.map(([name, contract]) => `export const ${name} = ${JSON.stringify(plain(contract))};`),
        ...data.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`),
        `export const contracts = [${listed.join(", ")}];`,
      ].join("\n");
    },
  };
}

function isPlainData(value: unknown): boolean {
  if (typeof value === "function" || value === undefined) return false;
  if (Array.isArray(value)) return value.every((item) => typeof item === "string");
  if (typeof value !== "object" || value === null) return true;
  return !isContract(value) && Object.getPrototypeOf(value) === Object.prototype && !("_zod" in value);
}
