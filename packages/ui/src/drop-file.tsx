import type { ReactNode } from "react";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";

export type DropFileProps = {
  /** What may be dropped here, for those who do not see it. */
  label: string;
  choose: string;
  children: ReactNode;
  /** Endings and types that the chooser offers. */
  accept: readonly string[];
  isPending?: boolean;
  onFile: (file: File) => void;
};

/** A place to drop one file, with a button that opens the chooser. */
export function DropFile({ label, choose, children, accept, isPending = false, onFile }: DropFileProps) {
  return (
    <DropZone
      aria-label={label}
      getDropOperation={() => "copy"}
      isDisabled={isPending}
      onDrop={({ items }) => {
        const file = items.find((item) => item.kind === "file");
        if (file !== undefined) void file.getFile().then(onFile);
      }}
      className={({ isDropTarget }) =>
        classNames(
          "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-dashed px-4 py-4",
          isDropTarget ? "border-accent bg-wash" : "border-control-line bg-sunk",
        )
      }
    >
      <FileTrigger
        acceptedFileTypes={accept}
        onSelect={(files) => {
          const file = files?.item(0);
          if (file) onFile(file);
        }}
      >
        <Button kind="primary" isPending={isPending}>
          {choose}
        </Button>
      </FileTrigger>
      <div className="min-w-48 flex-1 text-ink2">{children}</div>
    </DropZone>
  );
}
