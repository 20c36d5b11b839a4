import { type Instant, hourMs, plusMs } from '../platform/clock/clock.ts'
import type { Finding } from './findings.ts'

/**
 * Something that needs a person's eye. One is open for a rule and a subject at a time.
 *
 *   open --the rule finds nothing any more, or is switched off--> closed
 */
export type Alert = {
  environmentId: string
  alertId: string
  /** As it was found when it opened. */
  found: Finding
  openedAt: Instant
  closedAt: Instant | null
}

export type AlertMoves = { toOpen: Finding[]; toClose: Alert[] }

const nameOf = ({ rule, subjectId }: Finding): string => `${rule} ${subjectId}`

/** What changes when these are the findings now. */
export const movesOf = (open: readonly Alert[], findings: readonly Finding[]): AlertMoves => {
  const found = new Set(findings.map(nameOf))
  const known = new Set(open.map((alert) => nameOf(alert.found)))
  return {
    toOpen: findings.filter((finding) => !known.has(nameOf(finding))),
    toClose: open.filter((alert) => !found.has(nameOf(alert.found))),
  }
}

/** A rate that goes to and fro around its threshold is one story, and one mail. */
const sameStoryMs = hourMs

/** Whether an alert is news, given those of its kind that closed lately. */
export const isNews = (finding: Finding, closed: readonly Alert[], now: Instant): boolean =>
  !closed.some(
    (alert) => nameOf(alert.found) === nameOf(finding) && alert.closedAt! > plusMs(now, -sameStoryMs),
  )

export const closedSince = (now: Instant): Instant => plusMs(now, -sameStoryMs)
