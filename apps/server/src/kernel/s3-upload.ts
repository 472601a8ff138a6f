import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from "@aws-sdk/client-s3";

/** The smallest part the protocol allows is 5 MiB; one upload holds one part in memory. */
const partBytes = 8 * 1024 * 1024;

export type UploadTarget = { Bucket: string; Key: string; ContentType: string };

/** Small bodies go in one request, larger ones in parts, because their length is not known before. */
export async function uploadStream(
  client: S3Client,
  target: UploadTarget,
  body: AsyncIterable<Buffer>,
): Promise<void> {
  const parts = partsOf(body);
  const first = await parts.next();
  if (first.done) {
    await client.send(new PutObjectCommand({ ...target, Body: Buffer.alloc(0), ContentLength: 0 }));
    return;
  }
  const second = await parts.next();
  if (second.done) {
    await client.send(
      new PutObjectCommand({ ...target, Body: first.value, ContentLength: first.value.length }),
    );
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const upload = { Bucket: target.Bucket, Key: target.Key, UploadId };
  try {
    const completed: CompletedPart[] = [];
    const send = async (part: Buffer) => {
      const PartNumber = completed.length + 1;
      const command = new UploadPartCommand({
        ...upload,
        PartNumber,
        Body: part,
        ContentLength: part.length,
      });
      completed.push({ PartNumber, ETag: (await client.send(command)).ETag });
    };
    await send(first.value);
    await send(second.value);
    for await (const part of parts) await send(part);
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: completed } }),
    );
  } catch (error) {
    // Parts of an unfinished upload are stored and paid for until it is aborted.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function* partsOf(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size < partBytes) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(chunks);
  return undefined;
}
