import type { ScopeSubject } from './scope-areas.ts'

export type ScopeAccess = 'none' | 'read' | 'write'

/** What these scopes allow on a subject. */
export const accessTo = ({ read, write }: ScopeSubject, scopes: readonly string[]): ScopeAccess => {
  if (write && scopes.includes(write.scope)) return 'write'
  return read && scopes.includes(read.scope) ? 'read' : 'none'
}

/** The choices that a subject offers, in the order of what they allow. */
export const accessChoices = ({ read, write }: ScopeSubject): ScopeAccess[] => [
  'none',
  ...(read ? (['read'] as const) : []),
  ...(write ? (['write'] as const) : []),
]

/** The scopes after this choice. A write scope includes its read scope, so one of the two is enough. */
export const withAccess = (
  scopes: readonly string[],
  { read, write }: ScopeSubject,
  access: ScopeAccess,
): string[] => {
  const others = scopes.filter((scope) => scope !== read?.scope && scope !== write?.scope)
  const chosen = access === 'write' ? write : access === 'read' ? read : null
  return chosen ? [...others, chosen.scope] : others
}
