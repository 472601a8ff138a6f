/** A group of a company in the making. Slugs name it within the company, `above` the group that it lies below. */
export type PlannedGroup = {
  readonly slug: string;
  readonly name: string;
  readonly kind: "group" | "team";
  readonly above: string | null;
  readonly description: string | null;
  readonly rule: string | null;
  /** Whose people it takes; null for those that no department has to itself. */
  readonly department: string | null;
};

/** Teams of a department; what follows a `>` lies below the team before it. */
const teams: Readonly<Record<string, string>> = {
  Engineering: "Platform > Reliability, Product Engineering > Mobile, Data",
  Sales: "Europe, Americas, Asia and Pacific, Key Accounts",
  Operations: "Planning, Early Shift, Late Shift",
  Finance: "Accounting, Payroll, Treasury",
  People: "Recruiting, Training",
  "Customer Care": "First Line, Second Line, Success",
  Marketing: "Brand, Campaigns",
  Product: "Discovery, Delivery",
  Design: "Product Design, Research",
  Legal: "Contracts, Privacy",
  "Information Technology": "Service Desk, Infrastructure, Security",
  Logistics: "Warehouse, Fleet, Customs",
};

export const slugOf = (...names: readonly string[]): string =>
  names
    .join(" ")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");

function teamsOf(department: string): PlannedGroup[] {
  return (teams[department] ?? "").split(", ").flatMap((entry) => {
    const line = entry.split(" > ").filter((name) => name !== "");
    return line.map((name, at) => ({
      slug: slugOf(department, name),
      name,
      kind: "team" as const,
      above: at === 0 ? slugOf(department) : slugOf(department, line[at - 1] ?? ""),
      description: null,
      rule: null,
      department,
    }));
  });
}

const across: readonly PlannedGroup[] = [
  { slug: "leadership", name: "Leadership", description: "Who answers to the owner", rule: null },
  { slug: "first-aiders", name: "First aiders", description: null, rule: "tag:first-aider status:active" },
  { slug: "contractors", name: "Contractors", description: "By contract, not employed", rule: "tag:contractor" },
].map((group) => ({ ...group, kind: "group", above: null, department: null }) as const); // prettier-ignore

/** The groups of a company with these departments, each behind the one that it lies below. */
export function plannedGroups(departments: readonly string[]): PlannedGroup[] {
  return [
    ...across,
    ...departments.flatMap((department): PlannedGroup[] => [
      {
        slug: slugOf(department),
        name: department,
        kind: "group",
        above: null,
        description: null,
        rule: null,
        department,
      },
      ...teamsOf(department),
    ]),
  ];
}
