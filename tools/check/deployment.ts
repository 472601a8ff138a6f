import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Guard } from "./guard.ts";
import { program } from "./programs.ts";

const dockerfile = "deploy/Dockerfile";
const compose = "deploy/compose.yml";
const workflows = ".github/workflows";

/** Neither images nor workflows run here, so what can be read wrong in them is read. */
export const deployment: Guard = {
  id: "deployment",
  async run(root) {
    const read = (path: string) => readFileSync(join(root, path), "utf8");
    const yaml = [compose, ...readdirSync(join(root, workflows)).map((name) => `${workflows}/${name}`)];
    const problems = [
      ...(await lintDockerfile(root, read(dockerfile))),
      ...yaml.flatMap((path) => judgeYaml(path, read(path))),
      ...yaml.filter((path) => path !== compose).flatMap((path) => judgeWorkflow(path, read(path))),
      ...judgeCompose(read(compose)),
    ];
    return { problems, note: [dockerfile, ...yaml].join(", ") };
  },
};

async function lintDockerfile(root: string, text: string): Promise<string[]> {
  const { problems: printed } = await program(root, "dockerfilelint", ["-o", "json", dockerfile]);
  const problems = printed.flatMap((line) => readIssues(line, text)).map((issue) => `${dockerfile}:${issue}`);
  const say = (problem: string) => problems.push(`${dockerfile} ${problem}`);
  if (!/^USER (?!root|0)\w+$/m.test(text)) say("runs as root: it names no USER");
  if (!/^HEALTHCHECK[\s\S]*\/readyz/m.test(text)) say("has no HEALTHCHECK that asks /readyz");
  for (const [, from, paths = ""] of text.matchAll(/^COPY (--from=\S+ )?(.+)$/gm)) {
    if (from) continue;
    for (const path of paths.split(/\s+/).slice(0, -1)) {
      if (!existsSync(join(root, path))) say(`copies ${path}, which is not there`);
    }
  }
  return problems;
}

type Report = { files: { issues: { line: string; content: string; title: string }[] }[] };

function readIssues(json: string, text: string): string[] {
  if (!json.startsWith("{")) return [` ${json}`];
  const stages = new Set([...text.matchAll(/^FROM \S+ AS (\S+)$/gm)].map((match) => match[1]));
  const report = JSON.parse(json) as Report;
  return (
    report.files
      .flatMap((file) => file.issues)
      // The linter takes an earlier stage for an image without a tag.
      .filter(({ content, title }) => !(title.includes("Tag") && stages.has(content.split(" ")[1])))
      .map(({ line, content, title }) => `${line} ${title}: ${content}`)
  );
}

function judgeYaml(path: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const at = `${path}:${index + 1}`;
    if (line.includes("\t")) return [`${at} has a tab`];
    if (/\s$/.test(line)) return [`${at} ends in a space`];
    if ((/^ */.exec(line)?.[0].length ?? 0) % 2 === 1) return [`${at} is indented by an odd number`];
    if (/^\s*(?!#)[^:"'{[]*password[^:]*: *["']?[^\s$]/i.test(line)) return [`${at} holds a secret`];
    return [];
  });
}

function judgeWorkflow(path: string, text: string): string[] {
  const needed = ["name", "on", "permissions", "jobs"].filter(
    (key) => !new RegExp(`^${key}:`, "m").test(text),
  );
  const problems = needed.map((key) => `${path} has no ${key}`);
  for (const [, action = ""] of text.matchAll(/uses: (\S+)/g)) {
    if (!/@(v\d+|[0-9a-f]{40})$/.test(action)) problems.push(`${path} uses ${action} without a version`);
  }
  const jobs = text.split(/^jobs:$/m)[1]?.match(/^ {2}[a-z-]+:$/gm) ?? [];
  const limits = text.match(/^ {4}timeout-minutes:/gm) ?? [];
  if (jobs.length !== limits.length) problems.push(`${path} has a job without timeout-minutes`);
  return problems;
}

function judgeCompose(text: string): string[] {
  const problems: string[] = [];
  const services = text.split(/^services:$/m)[1]?.split(/^\w/m)[0] ?? "";
  for (const service of services.split(/^(?= {2}[a-z-]+:$)/m)) {
    const name = /^ {2}([a-z-]+):/.exec(service)?.[1];
    if (!name) continue;
    const own = /^ {4}build:/m.test(service);
    if (!own && !/^ {4}image: \S+:\S+/m.test(service))
      problems.push(`${compose}: ${name} has no image with a tag`);
    if (!own && !/^ {4}healthcheck:/m.test(service)) problems.push(`${compose}: ${name} has no healthcheck`);
    if (!/^ {4}env_file:/m.test(service))
      problems.push(`${compose}: ${name} has no env_file for its secrets`);
  }
  return problems;
}
