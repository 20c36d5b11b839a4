import type { SessionMerchant } from '../../session.ts'

export type Role = SessionMerchant['role']

/** Source: contract, flint-platform 16.4; what each may do is decided by the server. */
export const roleChoices: readonly { value: Role; words: string; may: string }[] = [
  { value: 'owner', words: 'Owner', may: 'Everything, and making others owners.' },
  { value: 'admin', words: 'Admin', may: 'Everything but what concerns owners.' },
  {
    value: 'operator',
    words: 'Operator',
    may: 'Day-to-day work: orders, refunds, customers, products, webhooks. No keys, sandboxes, settings, account or payouts.',
  },
  { value: 'viewer', words: 'Viewer', may: 'Looks at everything, changes nothing.' },
]

/** What somebody with this role may give. */
export const rolesBelow = (role: Role) =>
  roleChoices.filter(({ value }) => value !== 'owner' || role === 'owner')
