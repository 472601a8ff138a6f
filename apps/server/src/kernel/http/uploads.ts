import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SentFile } from "@atrium/contracts";

/** Lets the routes of this part of the server take a file; its bytes are read by the verb, and only once it is admitted. */
export function acceptUploads(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
}

export function sentFile(request: FastifyRequest): SentFile {
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  return { stream: request.raw, contentLength: Number.isSafeInteger(length) ? length : null };
}
