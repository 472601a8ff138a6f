import { createHash, createHmac } from "node:crypto";

/** AWS Signature Version 4 in the query string (AWS General Reference, "Signing AWS requests"). */
export type PresignInput = {
  method: "GET" | "PUT";
  url: URL;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Sent by whoever uses the address; a different value is refused by the store. */
  headers?: Record<string, string>;
  query?: Record<string, string>;
  expiresSeconds: number;
  at: Date;
};

const longestLife = 7 * 24 * 3600;

export function presign(input: PresignInput): string {
  const { method, url, region, expiresSeconds } = input;
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 1 || expiresSeconds > longestLife) {
    throw new RangeError("A presigned address lives for 1 second to 7 days");
  }
  const time = input.at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const headers = sortedHeaders({ ...input.headers, host: url.host });
  const signedNames = headers.map(([name]) => name).join(";");
  const query = canonicalQuery({
    ...input.query,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${input.accessKeyId}/${scope}`,
    "X-Amz-Date": time,
    "X-Amz-Expires": String(expiresSeconds),
    "X-Amz-SignedHeaders": signedNames,
  });
  const request = [
    method,
    url.pathname,
    query,
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    signedNames,
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256Hex(request)].join("\n");
  const signature = hmac(signingKey(input.secretAccessKey, scope), toSign).toString("hex");
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`;
}

function signingKey(secret: string, scope: string): Buffer {
  const start: Buffer = Buffer.from(`AWS4${secret}`);
  return scope.split("/").reduce((key, part) => hmac(key, part), start);
}

function sortedHeaders(headers: Record<string, string>): [string, string][] {
  return Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim().replace(/\s+/g, " ")])
    .sort(byName);
}

function canonicalQuery(query: Record<string, string>): string {
  return Object.entries(query)
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}

/** RFC 3986; encodeURIComponent leaves five characters that the signature wants encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
