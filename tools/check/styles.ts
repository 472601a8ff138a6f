import type { Guard } from "./guard.ts";
import { readFiles } from "./files.ts";

// Pages are also read from right to left: a side is named by where a line starts and ends.
const cssSide =
  /(?<![\w-])(?:(?:scroll-)?(?:margin|padding)-(?:left|right)|border-(?:(?:top|bottom)-)?(?:left|right)(?:-[a-z]+)?)\s*:/;
const cssInset = /(?:^|[{;]\s*|^\s+)(?:left|right)\s*:/;
const cssAlign = /(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b/;
const styleObject =
  /\b(?:(?:scroll)?[mM]argin|(?:scroll)?[pP]adding|border(?:Top|Bottom)?)(?:Left|Right)(?:Width|Color|Style|Radius)?\s*:|\btextAlign\s*:\s*["'](?:left|right)/;
const amount = String.raw`(?:\d|\[|\(|px\b|auto\b|full\b)`;
const utility = new RegExp(
  String.raw`(?<=["'\x60\s:!])-?(?:(?:scroll-)?[mp][lr]-${amount}|(?:left|right)-${amount}|border-[lr](?![a-z])|rounded-(?:[lr]|[tb][lr])(?![a-z])|(?:text|float|clear)-(?:left|right)(?![\w-]))`,
);

export const styles: Guard = {
  id: "styles",
  run(root) {
    const folders = ["apps/console", "apps/portal", "packages/ui", "packages/blocks"];
    const files = readFiles(root, /\.(css|tsx?)$/, folders).filter(
      (file) => !/\.test\.tsx?$/.test(file.path),
    );
    const problems = files.flatMap((file) =>
      file.lines.flatMap((line, index) => {
        const found = physicalSide(line, file.path.endsWith(".css"));
        if (!found) return [];
        return [`${file.path}:${index + 1} names a physical side (${found}): use start and end`];
      }),
    );
    return { problems, note: `${files.length} files` };
  },
};

function physicalSide(line: string, css: boolean): string | undefined {
  if (/^\s*(?:\/\/|\/?\*)/.test(line)) return undefined;
  const rules = css ? [cssSide, cssInset, cssAlign, utility] : [styleObject, utility];
  for (const rule of rules) {
    const match = rule.exec(line);
    if (match) return match[0].trim().replace(/\s*:$/, "");
  }
  return undefined;
}
