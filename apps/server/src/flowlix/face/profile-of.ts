import type { KeyDialect } from '../../platform/auth/key-dialects.ts'
import { plusMs } from '../../platform/clock/clock.ts'
import type { Profile } from '../flowlix-payment.ts'
import type { FlowlixSettings } from '../flowlix-settings.ts'

/**
 * In which form is answered: the key says whether it is the last, the merchant's setting and the version which of the first
 * two. Source: contract, flowlix 16.1, Q2.
 *
 * @param version A day, as the header `Flowlix-Version` names it; null without one.
 */
export const profileOf = (
  dialect: KeyDialect,
  { profile, b_from: bFrom, default_version: defaultVersion }: FlowlixSettings,
  version: string | null,
): Profile => {
  if (dialect === 'flowlix_c') return 'c'
  const asked = version ?? defaultVersion
  const isLater = bFrom !== null && asked !== null && asked >= bFrom
  return profile === 'b' || isLater ? 'b' : 'a'
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** A day that there is, such as 2026-02-28. */
export const isDay = (text: string): boolean => {
  if (!dayPattern.test(text)) return false
  const midnight = `${text}T00:00:00Z`
  return !Number.isNaN(Date.parse(midnight)) && plusMs(midnight, 0).startsWith(text)
}
