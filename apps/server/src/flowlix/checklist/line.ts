/**
 * done: measured to be so. open: to be done, and can be. blocked: to be done, and waits for another line or for whoever runs
 * this server.
 */
export type LineStatus = 'done' | 'open' | 'blocked'

/** Where in the dashboard it is done, or can be seen. */
export const linePlaces = [
  'api_keys',
  'request_logs',
  'payments',
  'notices',
  'alert_rules',
  'verification',
  'sandbox',
] as const
export type LinePlace = (typeof linePlaces)[number]

export type Found = {
  status: LineStatus
  /** What was found, in a sentence. */
  measured: string
  /** What to do; null once it is done. */
  nextStep: string | null
  place: LinePlace | null
}

export const done = (measured: string, place: LinePlace | null = null): Found => ({
  status: 'done',
  measured,
  nextStep: null,
  place,
})

export const open = (measured: string, nextStep: string, place: LinePlace | null = null): Found => ({
  status: 'open',
  measured,
  nextStep,
  place,
})

export const blocked = (measured: string, nextStep: string, place: LinePlace | null = null): Found => ({
  ...open(measured, nextStep, place),
  status: 'blocked',
})

/** @example count(1, 'call') // '1 call' */
export const count = (number: number, one: string, more = `${one}s`): string =>
  `${number === 0 ? 'No' : number} ${number === 1 ? one : more}`

export const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
