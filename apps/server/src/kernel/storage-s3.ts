import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { Clock } from "./clock.ts";
import { attachment } from "./content-disposition.ts";
import { presign, type PresignInput } from "./s3-presign.ts";
import { uploadStream } from "./s3-upload.ts";
import { createMeter } from "./storage-meter.ts";
import { checkKey, checkPrefix, StorageNotFoundError, type Storage } from "./storage.ts";

export type S3Settings = {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** `https://host/bucket/key` in place of `https://bucket.host/key`. */
  pathStyle: boolean;
};

export function createS3Storage(
  settings: S3Settings,
  clock: Clock,
): Storage & Required<Pick<Storage, "presignUpload" | "presignDownload">> & { close(): void } {
  const { region, bucket: Bucket, accessKeyId, secretAccessKey } = settings;
  const client = new S3Client({
    endpoint: settings.endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: settings.pathStyle,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
    // Several compatible stores refuse the checksums the client adds by itself.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

  function sign(key: string, request: Pick<PresignInput, "method" | "headers" | "query" | "expiresSeconds">) {
    const url = objectUrl(settings, checkKey(key));
    return presign({ ...request, url, region, accessKeyId, secretAccessKey, at: clock.now() });
  }

  return {
    async put(key, body, { contentType, maxBytes }) {
      checkKey(key);
      const meter = createMeter(maxBytes);
      const source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
      const target = { Bucket, Key: key, ContentType: contentType };
      await pipeline(source, meter, (metered: AsyncIterable<Buffer>) =>
        uploadStream(client, target, metered),
      );
      return meter.result();
    },
    async get(key, range) {
      const Range = range && { Range: `bytes=${range.start}-${range.end}` };
      const found = await orNull(client.send(new GetObjectCommand({ Bucket, Key: checkKey(key), ...Range })));
      if (!(found?.Body instanceof Readable)) throw new StorageNotFoundError("There is no such file");
      return found.Body;
    },
    async head(key) {
      const found = await orNull(client.send(new HeadObjectCommand({ Bucket, Key: checkKey(key) })));
      return found && { size: found.ContentLength ?? 0, modifiedAt: found.LastModified ?? new Date(0) };
    },
    async delete(key) {
      await orNull(client.send(new DeleteObjectCommand({ Bucket, Key: checkKey(key) })));
    },
    async list(prefix, after, limit) {
      if (limit < 1) return [];
      const StartAfter = after === undefined ? {} : { StartAfter: after };
      const page = { Bucket, Prefix: checkPrefix(prefix), MaxKeys: Math.min(limit, 1000), ...StartAfter };
      const { Contents = [] } = await client.send(new ListObjectsV2Command(page));
      return Contents.map(({ Key = "", Size = 0 }) => ({ key: Key, size: Size }));
    },
    presignUpload(key, { contentType, size, expiresSeconds }) {
      // The store refuses another type, another length, and a key that has an object already.
      const headers = { "content-type": contentType, "content-length": String(size), "if-none-match": "*" };
      return { method: "PUT", url: sign(key, { method: "PUT", headers, expiresSeconds }), headers };
    },
    presignDownload(key, { expiresSeconds, fileName, contentType }) {
      const query = {
        ...(fileName === undefined ? {} : { "response-content-disposition": attachment(fileName) }),
        ...(contentType === undefined ? {} : { "response-content-type": contentType }),
      };
      return { method: "GET", url: sign(key, { method: "GET", query, expiresSeconds }), headers: {} };
    },
    close: () => client.destroy(),
  };
}

function objectUrl({ endpoint, bucket, pathStyle }: S3Settings, key: string): URL {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/$/, "");
  if (!pathStyle) url.host = `${bucket}.${url.host}`;
  url.pathname = pathStyle ? `${base}/${bucket}/${key}` : `${base}/${key}`;
  return url;
}

async function orNull<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) {
      if (error.name === "NoSuchBucket") throw error;
      return null;
    }
    throw error;
  }
}
