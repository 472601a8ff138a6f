import type { Contract, Request } from "@atrium/contracts";
import { useState } from "react";
import { useCall } from "./operation.ts";
import { useSayProblem } from "./use-verb.ts";

/** Fetches a file as an operation gives it, with the organization that one is in, and hands it to the browser. */
export function useDownload(): {
  isPending: boolean;
  download: <C extends Contract>(contract: C, request: Request<C>, name: string) => void;
} {
  const call = useCall();
  const say = useSayProblem();
  const [isPending, setPending] = useState(false);
  return {
    isPending,
    download(contract, request, name) {
      setPending(true);
      call(contract, request)
        .then((file: unknown) => {
          if (file instanceof Blob) save(file, name);
        })
        .catch(say)
        .finally(() => setPending(false));
    },
  };
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
