import { listSegments } from "@atrium/contracts";
import { useOperation } from "../../api/operation.ts";

const naming = /(?:^|[\s(-])segment:(?:[\w-]+,)*([\w-]*)$/i;

/** Whether a filter that is being written stands at the name of a segment. */
export const isNamingSegment = (text: string): boolean => naming.test(text);

/** The filter with each segment that fits; the browser's own list offers them, by keyboard and pointer. */
export function SegmentChoices({ text, id }: { text: string; id: string }) {
  const { data } = useOperation(listSegments, { query: { limit: 100, count: "none" } });
  const typed = naming.exec(text)?.[1] ?? "";
  const before = text.slice(0, text.length - typed.length);
  return (
    <datalist id={id}>
      {(data?.items ?? []).map(({ slug, name }) => (
        <option key={slug} value={`${before}${slug}`}>
          {name}
        </option>
      ))}
    </datalist>
  );
}
