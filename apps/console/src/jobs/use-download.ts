import { getJobArtefact } from "@atrium/contracts";
import { useState } from "react";
import { useCall } from "../api/operation.ts";
import { useSayProblem } from "../api/use-verb.ts";

/** Fetches a file of a job as who is signed in here, and hands it to the browser to keep. */
export function useDownload() {
  const call = useCall();
  const say = useSayProblem();
  const [busy, setBusy] = useState<string | null>(null);
  const download = async (id: string, name: string) => {
    setBusy(name);
    try {
      const file: Blob = await call(getJobArtefact, { params: { id, name } });
      const address = URL.createObjectURL(file);
      const link = document.createElement("a");
      link.href = address;
      link.download = name;
      link.click();
      // The browser reads it after the click has been handled.
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      say(error instanceof Error ? error : new Error(String(error)));
    }
    setBusy(null);
  };
  return { busy, download: (id: string, name: string) => void download(id, name) };
}
