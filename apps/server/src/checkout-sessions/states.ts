/** Source: contract, flint-commerce 8.2 and 8.3. */
export const sessionStatuses = ['open', 'paid', 'partially_paid', 'expired', 'closed', 'invalidated'] as const
export type SessionStatus = (typeof sessionStatuses)[number]

export const terminalReasons = [
  'payment_succeeded',
  'payment_partially_succeeded',
  'expired',
  'api',
  'order_mutated',
  'superseded',
] as const
export type TerminalReason = (typeof terminalReasons)[number]

/** Every move a session may make. An empty list means the status is final. */
export const sessionMoves: Record<SessionStatus, readonly SessionStatus[]> = {
  open: ['paid', 'partially_paid', 'expired', 'closed', 'invalidated'],
  paid: [],
  partially_paid: [],
  expired: [],
  closed: [],
  invalidated: [],
}

export type SessionEvent = 'completed' | 'expired' | 'closed' | 'invalidated'

/** One way for an open session to end: what it becomes, why, and what is announced. */
export type Ending = {
  status: SessionStatus
  terminalReason: TerminalReason
  event: SessionEvent
}

export const endings = {
  paid: { status: 'paid', terminalReason: 'payment_succeeded', event: 'completed' },
  expired: { status: 'expired', terminalReason: 'expired', event: 'expired' },
  closed: { status: 'closed', terminalReason: 'api', event: 'closed' },
  orderMutated: { status: 'invalidated', terminalReason: 'order_mutated', event: 'invalidated' },
  superseded: { status: 'invalidated', terminalReason: 'superseded', event: 'invalidated' },
} as const satisfies Record<string, Ending>

/**
 * A session whose time runs out, or that is closed, after part of the money came in while it was open ends as
 * partially paid; the event still tells how it ended. One that is invalidated stays so: the buyer has to know why.
 */
export const afterPartOfTheMoney = (ending: Ending, wasPartTaken: boolean): Ending =>
  wasPartTaken && (ending.status === 'expired' || ending.status === 'closed')
    ? { ...ending, status: 'partially_paid', terminalReason: 'payment_partially_succeeded' }
    : ending
