import type { Route } from '../../apps/server/src/platform/http/route.ts'

/** A merchant's key gets in: not the routes of people, of reviewers and of who sets up an account. */
export const takesKeys = ({ callers }: Route): boolean =>
  callers.includes('merchant') || callers.includes('public')

/** What any person acting for the merchant may call, as far as their role goes. */
export const takesPeople = ({ callers }: Route): boolean => callers.includes('merchant')
