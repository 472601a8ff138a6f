import { createImport, createUpload } from "@atrium/contracts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useCall } from "../../api/operation.ts";
import { useSayProblem } from "../../api/use-verb.ts";

/** Brings a file and goes to where its columns are mapped. */
export function useBringFile(org: string) {
  const call = useCall();
  const say = useSayProblem();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const bring = async (file: File): Promise<void> => {
    setBusy(true);
    try {
      const { id: upload } = await call(createUpload, { query: { name: file.name }, body: file });
      const { id } = await call(createImport, { body: { upload } });
      await navigate({ to: "/o/$org/imports/$id", params: { org, id } });
    } catch (error) {
      say(error instanceof Error ? error : new Error(String(error)));
    }
    setBusy(false);
  };
  return { busy, bring: (file: File) => void bring(file) };
}
