import type { Services } from '../platform/context.ts'

/** How tokens begin says what they open, and lets them be found wherever they must not be. */
export const tokenStarts = {
  session: 'flint_dash_',
  verification: 'flint_code_',
  invitation: 'flint_invite_',
  signInLink: 'flint_link_',
  onboarding: 'flint_onb_',
} as const

/** 256 random bits behind a word that says what they are. */
export const newToken = ({ ids }: Pick<Services, 'ids'>, start: string): string =>
  `${start}${ids.randomBytes(32).toString('hex')}`

/** Only this is kept of a token. */
export const tokenDigest = ({ secrets }: Pick<Services, 'secrets'>, token: string): Buffer =>
  secrets.digest('user-token', token)

/** Six digits; 000000 to 999999 are equally likely. Source: contract, flint-platform 28 row 8. */
export const newCode = ({ ids }: Pick<Services, 'ids'>): string =>
  String(Math.floor(ids.random() * 1_000_000)).padStart(6, '0')

/** Bound to its row: one code's digest is of no use for another's. */
export const codeDigest = (
  { secrets }: Pick<Services, 'secrets'>,
  emailCodeId: string,
  code: string,
): Buffer => secrets.digest('email-code', `${emailCodeId} ${code}`)
