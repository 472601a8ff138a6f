import { sha256 } from "#kernel/crypto";

/** A key for tests alone; a program that starts would refuse nothing about it but never meets it. */
export const testMaster = sha256("the master key of the tests");
