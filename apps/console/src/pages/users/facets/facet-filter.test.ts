import { userFilterFields } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { chosenValues, toggled, withoutField, type FacetValue } from "./facet-filter.ts";

const chosen = (text: string, field: string) => chosenValues(text, field, userFilterFields);
const without = (text: string, field: string) => withoutField(text, field, userFilterFields);
const press = (text: string, field: string, value: FacetValue) =>
  toggled(text, field, value, userFilterFields);

describe("a facet", () => {
  it("adds a value to a filter, a second one beside the first, and takes each away again", () => {
    expect(press("", "status", "active")).toBe("status:active");
    expect(press("ann", "status", "active")).toBe("ann status:active");
    expect(press("status:active ann", "status", "pending")).toBe("ann status:active,pending");
    expect(press("status:active,pending", "status", "active")).toBe("status:pending");
    expect(press("ann status:active", "status", "active")).toBe("ann");
  });
  it("quotes names, asks for no value and for yes and no", () => {
    expect(press("", "department", "Research & care")).toBe('department:"Research & care"');
    expect(press("", "department", null)).toBe("department:none");
    expect(press("verified:true", "verified", "false")).toBe("verified:true,false");
  });
  it("keeps what stands beside it together", () => {
    expect(press("ann OR bo", "tag", "vip")).toBe("(ann OR bo) tag:vip");
  });
  it("finds its values whatever their letters, and none in what asks otherwise", () => {
    expect(chosen("department:sales,none ann", "department")).toEqual(["sales", null]);
    expect(press("department:sales", "department", "Sales")).toBe("");
    expect(chosen("-department:sales", "department")).toEqual([]);
    expect(chosen("department:Sa*", "department")).toEqual([]);
    expect(chosen("status:active OR ann", "status")).toEqual([]);
  });
  it("counts its other values among those whom the rest of the filter finds", () => {
    expect(without("status:active ann", "status")).toBe("ann");
    expect(without("ann", "status")).toBe("ann");
    expect(without("status:active OR ann", "status")).toBe("status:active OR ann");
  });
  it("leaves a filter alone that it cannot read", () => {
    expect(press("attributes.size:xl", "tag", "vip")).toBe("attributes.size:xl tag:vip");
    expect(without("(ann", "status")).toBe("(ann");
  });
});
