import { scopesOfMode } from '../platform/auth/scopes.ts'
import type { TeamRole } from '../platform/context.ts'

/** What keeps the shop running is an operator's; who has access, what the merchant is and where its money goes is not. */
const notForOperators =
  /^(accounts\.api_keys|developer\.sandboxes|merchants\.\w+|settings|money_movement\.\w+)\.write$/

const isAllowed: Record<TeamRole, (scope: string) => boolean> = {
  owner: () => true,
  admin: () => true,
  operator: (scope) => !notForOperators.test(scope),
  viewer: (scope) => scope.endsWith('.read'),
}

const scopesIn = (mode: 'test' | 'live'): Record<TeamRole, ReadonlySet<string>> => {
  const held = (role: TeamRole) => new Set(scopesOfMode(mode).filter(isAllowed[role]))
  return { owner: held('owner'), admin: held('admin'), operator: held('operator'), viewer: held('viewer') }
}

const held = { test: scopesIn('test'), live: scopesIn('live') }

/** What somebody with this role may do, as scopes: the same that keys have, so that there is one rule for both. */
export const scopesOfRole = (role: TeamRole, mode: 'test' | 'live'): ReadonlySet<string> => held[mode][role]
