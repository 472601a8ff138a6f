export type Interruption = "cancelled" | "forbidden" | "lost" | "stopping";

const messages: Record<Interruption, string> = {
  cancelled: "the job was cancelled",
  forbidden: "whoever started the job may not do this any more",
  lost: "the job belongs to another worker now",
  stopping: "the worker is stopping",
};

/** The reason of a job's signal, and what `progress` and `transaction` throw once it has fired. */
export class JobInterrupted extends Error {
  readonly reason: Interruption;

  constructor(reason: Interruption) {
    super(messages[reason]);
    this.name = "JobInterrupted";
    this.reason = reason;
  }
}
