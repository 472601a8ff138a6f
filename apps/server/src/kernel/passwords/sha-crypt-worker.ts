import { parentPort, workerData } from "node:worker_threads";
import { shaCryptDigest, type ShaCryptWork } from "./sha-crypt-digest.ts";

parentPort?.postMessage(shaCryptDigest(workerData as ShaCryptWork));
