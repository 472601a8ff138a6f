import { open } from "node:fs/promises";

/** Without it a crash may lose a new name although its bytes are on the disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
