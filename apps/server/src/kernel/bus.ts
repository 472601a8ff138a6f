export type BusHandler = (payload: string) => void;

/**
 * Carries short messages to every node, this one included. A message may arrive twice, and after a gap the
 * handlers get `resyncPayload` in place of what was missed: whoever listens must then read anew.
 */
export type Bus = {
  /** Never rejects: what cannot be sent now is announced as a resync when the connection is back. */
  publish(channel: string, payload: string): Promise<void>;
  subscribe(channel: string, handler: BusHandler): Promise<() => Promise<void>>;
  close(): Promise<void>;
  healthy(): boolean;
};

export type BusLogger = { warn(details: object, message: string): void };

export const resyncPayload = '{"resync":true}';

export function isResync(payload: string): boolean {
  return payload === resyncPayload;
}
