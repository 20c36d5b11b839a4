import { sentenceCase } from './sentence-case.ts'
import type { ScopeUse } from './scope-catalogue.ts'

/** One line of the scope form: a thing of the business, and whether the key may read or change it. */
export type ScopeSubject = {
  /** Such as `commerce.orders`. */
  readonly key: string
  /** Such as `Orders`. */
  readonly label: string
  readonly read: ScopeUse | null
  readonly write: ScopeUse | null
}

export type ScopeArea = { readonly label: string; readonly subjects: readonly ScopeSubject[] }

const areaLabels: Readonly<Record<string, string>> = {
  accounts: 'Account',
  merchants: 'Account',
  merchant_billing: 'Account',
  settings: 'Account',
  capabilities: 'Account',
  commerce: 'Commerce',
  checkouts: 'Checkout',
  customers: 'Customers',
  payments: 'Payments',
  money_movement: 'Balances and payouts',
  developer: 'Developers',
  webhooks: 'Developers',
  analytics: 'Reports and risk',
  reports: 'Reports and risk',
  risk: 'Reports and risk',
}

/** The order in which the areas are asked for: what most keys need comes first. */
const areaOrder = [
  'Commerce',
  'Checkout',
  'Payments',
  'Customers',
  'Balances and payouts',
  'Developers',
  'Account',
  'Reports and risk',
]

/** `commerce.orders` of `commerce.orders.write`. */
export const subjectOf = (scope: string): string => scope.replace(/\.(read|write)$/, '')

const labelOf = (subject: string): string => {
  const words = subject.split('.').slice(subject.includes('.') ? 1 : 0)
  return sentenceCase(words.filter((word) => word !== 'self').join(', '))
}

/** The catalogue as a form asks for it: areas, and in them one line per subject. */
export const scopeAreas = (catalogue: readonly ScopeUse[]): ScopeArea[] => {
  const subjects = new Map<string, ScopeSubject>()
  for (const use of catalogue) {
    const key = subjectOf(use.scope)
    const subject = subjects.get(key) ?? { key, label: labelOf(key), read: null, write: null }
    subjects.set(key, { ...subject, [use.scope.endsWith('.write') ? 'write' : 'read']: use })
  }
  const areas = new Map<string, ScopeSubject[]>()
  for (const subject of subjects.values()) {
    const label = areaLabels[subject.key.split('.')[0]!] ?? 'Other'
    areas.set(label, [...(areas.get(label) ?? []), subject])
  }
  return [...areas]
    .map(([label, of]) => ({ label, subjects: of }))
    .toSorted((a, b) => rank(a.label) - rank(b.label))
}

const rank = (label: string): number => {
  const at = areaOrder.indexOf(label)
  return at < 0 ? areaOrder.length : at
}
