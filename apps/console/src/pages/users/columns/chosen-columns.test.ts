import { describe, expect, it } from "vitest";
import { chosenColumns, moved, usualColumns } from "./chosen-columns.ts";

const known = ["status", "roles", "department", "title", "lastLoginAt", "createdAt"];

describe("the columns of the list", () => {
  it("come from the address before what one last chose, and are the usual ones without either", () => {
    expect(chosenColumns(known, "title,status", "roles")).toEqual(["title", "status"]);
    expect(chosenColumns(known, undefined, "roles")).toEqual(["roles"]);
    expect(chosenColumns(known, undefined, undefined)).toEqual([...usualColumns]);
  });
  it("leave out what is named twice or is no column, and pass over what names none", () => {
    expect(chosenColumns(known, "title,title,nothing", undefined)).toEqual(["title"]);
    expect(chosenColumns(known, "nothing", "status")).toEqual(["status"]);
    expect(chosenColumns(known, "", "")).toEqual([...usualColumns]);
  });
  it("change places with their neighbours and stay at the ends", () => {
    expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
    expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
  });
});
