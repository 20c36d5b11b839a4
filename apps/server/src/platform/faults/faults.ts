/** What goes wrong on purpose in a sandbox: settings by the name of the fault. Nothing is on in live mode. */
export type Faults = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export const noFaults: Faults = {}
