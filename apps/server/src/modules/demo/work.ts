import { chance, pick, weighted, type Random } from "./random.ts";

/** Titles of a department by how far a person stands from its head. */
export type Department = { name: string; titles: readonly (readonly string[])[]; weight: number };

function department(name: string, weight: number, ...titles: string[]): Department {
  return { name, weight, titles: titles.map((level) => level.split(", ")) };
}

/** In an order that lets a small organization take the first few. */
export const departments: readonly Department[] = [
  department("Engineering", 5, "Chief Technology Officer", "Engineering Manager, Principal Engineer", "Staff Engineer, Senior Software Engineer, Lead Engineer", "Software Engineer, Test Engineer, Site Reliability Engineer, Data Engineer"),
  department("Sales", 4, "Chief Revenue Officer", "Regional Sales Manager, Head of Key Accounts", "Senior Account Executive, Sales Team Lead", "Account Executive, Sales Representative, Business Developer"),
  department("Operations", 4, "Chief Operating Officer", "Operations Manager, Plant Manager", "Shift Supervisor, Process Specialist", "Operations Analyst, Dispatcher, Coordinator"),
  department("Finance", 2, "Chief Financial Officer", "Controller, Treasury Manager", "Senior Accountant, Financial Planner", "Accountant, Payroll Specialist, Billing Clerk"),
  department("People", 2, "Chief People Officer", "Head of Talent, People Operations Manager", "Senior Recruiter, People Partner", "Recruiter, Training Coordinator, People Assistant"),
  department("Customer Care", 3, "Head of Customer Care", "Support Manager, Customer Success Manager", "Senior Support Specialist, Escalation Lead", "Support Specialist, Customer Advisor, Service Agent"),
  department("Marketing", 2, "Chief Marketing Officer", "Brand Manager, Head of Content", "Senior Campaign Manager, Art Director", "Content Writer, Campaign Specialist, Event Planner"),
  department("Product", 2, "Chief Product Officer", "Group Product Manager", "Senior Product Manager, Research Lead", "Product Manager, Product Analyst"),
  department("Design", 1, "Head of Design", "Design Manager", "Senior Product Designer", "Product Designer, Illustrator, Design Researcher"),
  department("Legal", 1, "General Counsel", "Head of Compliance", "Senior Counsel, Privacy Officer", "Legal Counsel, Contract Specialist, Paralegal"),
  department("Information Technology", 2, "Chief Information Officer", "Infrastructure Manager, Security Manager", "Senior Systems Administrator, Security Engineer", "Systems Administrator, Service Desk Technician, Network Technician"),
  department("Logistics", 2, "Head of Logistics", "Warehouse Manager, Fleet Manager", "Transport Planner, Inventory Lead", "Warehouse Associate, Driver, Customs Clerk"),
]; // prettier-ignore

export const ownerTitles = ["Chief Executive Officer", "Managing Director", "Founder", "General Manager"];

export function titleAt(department: Department, depth: number, random: Random): string {
  return pick(random, department.titles[Math.min(depth, department.titles.length - 1)] ?? []);
}

const pickTag = weighted([
  ["remote", 5], ["hybrid", 5], ["part-time", 3], ["contractor", 3], ["first-aider", 2], ["mentor", 2],
  ["on-call", 2], ["works-council", 1], ["night-shift", 1], ["pilot-group", 2], ["fire-warden", 1],
] as const); // prettier-ignore

export function tagsFor(random: Random): string[] {
  const tags = new Set<string>();
  while (tags.size < 3 && chance(random, 0.4)) tags.add(pickTag(random));
  return [...tags].sort();
}

export const reasons: Record<"inactive" | "suspended", readonly string[]> = {
  inactive: ["Parental leave", "Left the company", "Sabbatical", "Contract ended", "Long absence"],
  suspended: ["Device reported lost", "Under investigation", "Asked for by the works council", "Unpaid invoice", "Too many refused sign-ins"],
}; // prettier-ignore
